// A page for each call, fund and theme in each language, and the lists; no plugin but what the texts need.
import markdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import footnote from "markdown-it-footnote";

const LANGUAGES = ["nl", "en"];
const KINDS = ["calls", "funds", "themes"];
const dates = Object.fromEntries(LANGUAGES.map((code) => [
  code, new Intl.DateTimeFormat(code, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }),
]));
const euros = Object.fromEntries(LANGUAGES.map((code) => [
  code, new Intl.NumberFormat(code, { style: "currency", currency: "EUR", maximumFractionDigits: 0 }),
]));

// What is below a folder such as nl/calls.
const below = (pages, language, kind) => pages.getFilteredByGlob(`src/${language}/${kind}/*.md`);
const lastFirst = (one, other) => (one.data.closes < other.data.closes ? 1 : -1);

export default function (config) {
  config.setLibrary("md", markdownIt({ html: true, typographer: true }).use(footnote).use(anchor));
  config.addFilter("day", (text, code) => dates[code].format(new Date(`${text}Z`)));
  config.addFilter("euros", (amount, code) => euros[code].format(amount));
  config.addCollection("records", (pages) => {
    const records = {};
    for (const code of LANGUAGES) {
      const calls = below(pages, code, "calls").sort(lastFirst);
      records[code] = { calls, funds: {}, themes: {}, callsOf: {} };
      for (const call of calls) {
        for (const slug of [call.data.fund, ...call.data.themes]) {
          (records[code].callsOf[slug] ??= []).push(call);
        }
      }
      for (const kind of ["funds", "themes"]) {
        for (const page of below(pages, code, kind)) records[code][kind][page.fileSlug] = page;
      }
    }
    return records;
  });
  config.addGlobalData("lists", LANGUAGES.flatMap((code) => KINDS.map((kind) => ({ code, kind }))));
  config.addGlobalData("eleventyComputed", {
    code: (data) => data.list?.code ?? data.page.inputPath.split("/")[2],
    kind: (data) => data.list?.kind ?? data.page.inputPath.split("/")[3],
  });
  config.addGlobalData("permalink", () => (data) => `${data.page.filePathStem}.html`);
  return {
    dir: { input: "src", output: "public" },
    templateFormats: ["md", "njk"],
    markdownTemplateEngine: false,
  };
}
