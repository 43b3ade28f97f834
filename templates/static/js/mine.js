/* The page of what a reader follows, and nothing else: what is new, what is open or announced, what was; what they follow;
 * and the way to another browser.
 *
 * following.js knows what is kept and what is new, mine-calls.js which calls are meant, mine-share.js how it travels.
 */
(function () {
  "use strict";

  const MOST_ROWS = 100; // of a list; more says nothing
  const oproep = window.oproep;
  const { following, followingShare } = oproep;
  const mine = document.getElementById("mine");
  const words = JSON.parse(mine.dataset.words);
  const counts = JSON.parse(mine.dataset.counts);
  const at = (name) => new URL("./", new URL(mine.dataset[name], document.baseURI)).href;
  const [top, bundle] = [at("top"), at("bundle")];
  const found = oproep.openMine(top, bundle);
  const find = (selector) => mine.querySelector(selector);
  const told = find(".mine-told");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const dates = new Intl.DateTimeFormat(mine.dataset.locale, { dateStyle: "long", timeZone: "UTC" });

  /* What is followed, in words -------------------------------------------------------------------- */

  const labels = new Map();
  for (const item of mine.querySelectorAll("[data-what]")) labels.set(item.dataset.what, item.textContent.trim());
  const statuses = JSON.parse(document.documentElement.dataset.statusWords);

  function nameOf(what) {
    if (!what.startsWith("?")) return labels.get(what) || what.split(":")[1];
    const { query, chosen } = following.asked(what);
    const names = Object.entries(chosen).flatMap(([kind, values]) =>
      values.map((value) =>
        kind === "status" ? statuses[value] : kind === "year" ? words.years[value] || value : nameOf(kind + ":" + value),
      ),
    );
    return [...(query ? [filled(words.quoted, { words: query })] : []), ...names].join(" · ");
  }

  function say(text) {
    told.textContent = text;
  }

  /* The calls of it ------------------------------------------------------------------------------- */

  const isOver = (call, now) => ["closed", "cancelled"].includes(call.status(now));
  const lastDay = (call) => (call.published > call.changed ? call.published : call.changed);
  const weight = (call, now) => (call.moments ? oproep.weight(call.moments, now) : 0);

  async function rowOf({ call, whats }) {
    const row = await oproep.searchRow({ data: call.shown, top }, "", words);
    const summary = row.querySelector(".call-row__summary");
    const reason = document.createElement("p");
    reason.className = "call-row__summary mine-reason";
    reason.textContent = filled(words.reason, { names: whats.map(nameOf).join(" · ") });
    if (summary) summary.replaceWith(reason);
    else row.append(reason);
    return row;
  }

  async function fill(name, list, run) {
    const place = find(`[data-list="${name}"]`);
    const rows = await Promise.all(list.slice(0, MOST_ROWS).map(rowOf));
    if (run !== lastRun) return;
    place.querySelector("ul").replaceChildren(...rows);
    place.querySelector(".count").textContent = new Intl.NumberFormat(document.documentElement.lang).format(list.length);
    place.hidden = list.length === 0;
    oproep.renew(place);
  }

  let lastRun = 0;
  let isLacking = false; // it was told that something could not be loaded

  /* Nothing is known, so nothing is said to be there, nor not to be. */
  function showFailure() {
    for (const place of mine.querySelectorAll("[data-list]")) place.hidden = true;
    isLacking = true;
    say(words.failed);
  }

  /* Tells which searches could not be made; no longer, once they can. */
  function sayLacking(failed) {
    if (failed.length > 0) say(filled(words.lacking, { names: failed.map(nameOf).join(" · ") }));
    else if (isLacking) say("");
    isLacking = failed.length > 0;
  }

  async function show() {
    const run = ++lastRun;
    const whats = following.all().map(([what]) => what);
    let list = [];
    let failed = [];
    try {
      if (whats.length > 0) ({ list, failed } = await found(whats));
    } catch (error) {
      console.error(error);
      if (run === lastRun) showFailure();
      return;
    }
    if (run !== lastRun) return;
    sayLacking(failed);
    const now = Date.now();
    const byDeadline = (one, other) => weight(one.call, now) - weight(other.call, now) || (one.call.slug < other.call.slug ? -1 : 1);
    const isNew = following.newness(false);
    const coming = list.filter(({ call }) => !isOver(call, now)).sort(byDeadline);
    const fresh = coming.filter(({ call, whats: why }) => isNew(call.slug, lastDay(call), why));
    const { last } = following.visits();
    find(".mine-since").textContent = last ? filled(words.since, { day: dates.format(Date.parse(last)) }) : "";
    await fill("new", fresh, run);
    await fill("coming", coming.filter((each) => !fresh.includes(each)), run);
    await fill("over", list.filter(({ call }) => isOver(call, now)).sort(byDeadline), run);
    if (run !== lastRun) return;
    const hasNone = whats.length > 0 && coming.length === 0;
    find(".mine-none").hidden = !hasNone;
    if (hasNone) find('[data-list="coming"]').hidden = false;
    if (document.hidden || whats.length === 0) return; // a tab that nobody sees shows nothing to anybody
    following.show(coming.map(({ call }) => [call.slug, lastDay(call)]), failed);
  }

  /* What is followed ------------------------------------------------------------------------------ */

  let before = null; // what was followed before the last thing that can be undone

  function change(whats, text) {
    before = following.all();
    const since = new Map(before);
    const stays = following.put(whats.map((what) => [what, since.get(what) || following.tomorrow()]));
    say(stays ? text : words.unkept);
    find(".mine-undo").hidden = false;
  }

  for (const item of mine.querySelectorAll("[data-what]")) {
    const what = item.dataset.what;
    const label = document.createElement("label");
    const box = document.createElement("input");
    const link = item.querySelector("a");
    const way = link.cloneNode();
    box.type = "checkbox";
    label.append(box, " ", ...link.childNodes);
    way.textContent = "›";
    way.setAttribute("aria-label", label.textContent.trim());
    way.className = "mine-choices__way";
    link.replaceWith(label, way);
    box.addEventListener("change", () => {
      if (!box.checked) change(following.all().map(([each]) => each).filter((each) => each !== what), filled(words.removed, { name: nameOf(what) }));
      else if (following.all().length >= following.MOST) say(words.full);
      else if (following.follow(what)) say("");
      else say(words.unkept);
      paint();
    });
  }

  function searchItem(what) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const button = document.createElement("button");
    link.href = new URL(mine.dataset.search, document.baseURI).href + what;
    link.textContent = nameOf(what);
    button.type = "button";
    button.className = "link-button";
    button.textContent = filled(words.remove, { name: "" }).trim();
    button.setAttribute("aria-label", filled(words.remove, { name: nameOf(what) }));
    button.addEventListener("click", () => {
      change(following.all().map(([each]) => each).filter((each) => each !== what), filled(words.removed, { name: nameOf(what) }));
      find('[data-do="undo"]').focus(); // the button goes away
    });
    item.append(link, " ", button);
    return item;
  }

  /* What is followed, as the page shows it: boxes, searches, the link. */
  function paint() {
    const whats = following.all().map(([what]) => what);
    for (const item of mine.querySelectorAll("[data-what]")) item.querySelector("input").checked = whats.includes(item.dataset.what);
    for (const group of mine.querySelectorAll(".mine-group")) {
      const number = whats.filter((what) => what.startsWith(group.dataset.kind + ":")).length;
      group.querySelector(".count").textContent = number || "";
    }
    const searches = whats.filter((what) => what.startsWith("?"));
    const place = find(".mine-searches");
    const isSame = place.dataset.shown === JSON.stringify(searches);
    if (!isSame) place.querySelector("ul").replaceChildren(...searches.map(searchItem));
    place.dataset.shown = JSON.stringify(searches);
    place.hidden = searches.length === 0;
    for (const part of mine.querySelectorAll("[data-some]")) part.hidden = whats.length === 0;
    const address = location.protocol === "file:" ? mine.dataset.published : location.href;
    find("#mine-link").value = followingShare.linkTo(address, whats);
    hideCode();
  }

  function renew() {
    paint();
    show();
  }

  /* What comes from elsewhere --------------------------------------------------------------------- */

  let offered = [];

  /* Asks about what comes from elsewhere, by the names that things have today. */
  async function offer(brought) {
    const place = find(".mine-offer");
    const aliases = await following.rename();
    const whats = [...new Set(brought.map((what) => following.renamed(what, aliases)))];
    offered = whats;
    if (whats.length === 0) return say(words.bad);
    place.querySelector("p").textContent = oproep.counted(counts.offered, whats.length);
    place.querySelector("ul").replaceChildren(
      ...whats.map((what) => Object.assign(document.createElement("li"), { textContent: nameOf(what) })),
    );
    find('[data-do="replace"]').hidden = following.all().length === 0;
    place.hidden = false;
    place.focus();
  }

  function decided(whats, text) {
    find(".mine-offer").hidden = true;
    if (whats) change(whats, text);
    document.getElementById("main").focus({ preventScroll: true }); // the buttons go away
    told.scrollIntoView({ block: "nearest" });
  }

  function fromAddress() {
    const whats = followingShare.linked(location.hash);
    if (whats === null) return;
    history.replaceState(null, "", location.pathname + location.search); // asked once
    offer(whats);
  }

  /* Taking it along ------------------------------------------------------------------------------- */

  function hideCode() {
    find("#mine-qr").hidden = true;
    find("#mine-qr").replaceChildren();
    find('[data-do="qr"]').setAttribute("aria-expanded", "false");
  }

  function loaded(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function showCode() {
    if (!find("#mine-qr").hidden) return hideCode();
    if (!window.qrcode) await loaded(mine.dataset.qr);
    const drawn = followingShare.picture(find("#mine-link").value, words.qrName);
    if (!drawn) return say(words.qrLong);
    find("#mine-qr").replaceChildren(drawn);
    find("#mine-qr").hidden = false;
    find('[data-do="qr"]').setAttribute("aria-expanded", "true");
  }

  async function copy() {
    const field = find("#mine-link");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say(words.copied);
    } catch (error) {
      say(words.notCopied);
    }
  }

  function save() {
    const link = document.createElement("a");
    const file = new Blob([followingShare.fileOf(following.all().map(([what]) => what))], { type: "application/json" });
    link.href = URL.createObjectURL(file);
    link.download = "oproep-" + following.day(0) + ".json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60 * 1000);
  }

  const DO = {
    copy,
    save,
    open: () => find('input[type="file"]').click(),
    qr: () => showCode().catch(() => say(words.failed)),
    seen: () => {
      following.seen();
      renew();
      find("#mine-coming").scrollIntoView({ block: "nearest" });
    },
    undo: () => {
      if (before) following.put(before);
      find(".mine-undo").hidden = true;
      say("");
    },
    join: () => decided([...new Set([...following.all().map(([what]) => what), ...offered])], words.joined),
    replace: () => decided(offered, words.replaced),
    decline: () => decided(null),
  };
  for (const button of mine.querySelectorAll("[data-do]")) button.addEventListener("click", () => DO[button.dataset.do]());
  find('input[type="file"]').addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) offer(file.size < 100000 ? followingShare.read(await file.text()) : []);
    event.target.value = "";
  });
  window.addEventListener("hashchange", fromAddress);

  const isNarrow = !window.matchMedia("(min-width: 40rem)").matches;
  for (const group of mine.querySelectorAll(".mine-group")) if (isNarrow) group.open = false;
  find(".mine-take").hidden = false;
  oproep.kept.ready.then(() => !document.hidden && following.arrive());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    following.arrive(); // it may be another day
    if (!following.visits().visit) show();
  });
  following.rename().then(() => {
    let shown = "";
    following.watch(() => {
      const now = JSON.stringify([following.all(), following.visits().shown]); // a visit that is noted changes no list
      if (now !== shown) renew();
      shown = now;
    });
    renew();
    fromAddress();
  });
})();
