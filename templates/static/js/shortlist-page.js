/* The page of a shortlist: what is on it stands side by side, in the reader's order, and can be taken along.
 *
 * shortlist.js keeps the list, shortlist-table.js draws it, shortlist-files.js makes files of it, shortlist-share.js links.
 */
(function () {
  "use strict";

  const oproep = window.oproep;
  const { shortlist, shortlistFiles: files, counted } = oproep;
  const place = document.getElementById("shortlist");
  const { published, locale } = place.dataset;
  const words = JSON.parse(place.dataset.words);
  const counts = JSON.parse(place.dataset.counts);
  const top = new URL("./", new URL(place.dataset.top, document.baseURI)).href;
  const bundle = new URL("./", new URL(place.dataset.bundle, document.baseURI)).href;
  const index = oproep.openCalls(top, bundle);
  const given = { top, rows: JSON.parse(place.dataset.rows), words };
  const find = (selector) => place.querySelector(selector);
  const told = find(".shortlist-told");
  const frame = find(".sheet-frame");
  const order = find("#shortlist-order");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const slugsOf = (list) => list.map(({ slug }) => slug);
  const keyOf = (list, isByHand) => JSON.stringify([slugsOf(list), isByHand]);

  let columns = []; // what is shown, in order
  let drawn = null; // the list that is shown, told apart by this
  let gone = []; // what is on the list, and in the catalogue no more

  /* Saying -------------------------------------------------------------------------------------- */

  function button(text, className, whenClicked) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = text;
    made.addEventListener("click", whenClicked);
    return made;
  }

  /* Says what was done; `before` is the list as it was, for a reader who did not mean it. */
  function say(text, before) {
    const line = document.createElement("p");
    line.append(text);
    if (before) {
      const undo = button(words.undo, "button button--quiet", () => {
        shortlist.put(before.calls, before.isByHand);
        told.replaceChildren();
        document.getElementById("main").focus();
      });
      line.append(" ", undo);
      told.replaceChildren(line);
      undo.focus(); // what was clicked is gone
    } else {
      told.replaceChildren(...(text ? [line] : []));
    }
  }

  const link = oproep.shareShortlist({ place, words, counts, say });
  const now = () => ({ calls: shortlist.calls(), isByHand: shortlist.isByHand() });

  /* Drawing ------------------------------------------------------------------------------------- */

  function inOrder(found) {
    if (shortlist.isByHand()) return found;
    const at = Date.now();
    const weighed = found.map((column) => {
      const moments = JSON.parse(column.sheet.moments);
      const isOver = ["closed", "cancelled"].includes(oproep.status(moments, at));
      return { column, isOver, weight: oproep.weight(moments, at) };
    });
    weighed.sort((one, other) => one.isOver - other.isOver || one.weight - other.weight || 0);
    return weighed.map(({ column }) => column);
  }

  /* The calls of the list, each under the name that it has now. */
  async function looked(list) {
    let found = await index.bySlug(slugsOf(list));
    if (found.size < list.length && oproep.following) {
      const aliases = (await oproep.following.rename()).call || {};
      const name = (slug) => (Object.hasOwn(aliases, slug) && !found.has(slug) ? aliases[slug] : slug);
      const after = shortlist.sound(list.map((call) => ({ ...call, slug: name(call.slug) })));
      if (slugsOf(after).join() !== slugsOf(list).join()) {
        shortlist.put(after);
        return looked(after);
      }
    }
    return Promise.all(
      list.map(async (call) => {
        if (!found.has(call.slug)) return call;
        const [address, title, sheet] = await found.get(call.slug).sheet();
        return { ...call, title, address, sheet };
      }),
    );
  }

  function tools(column) {
    const at = columns.indexOf(column);
    const made = document.createElement("p");
    made.className = "sheet__tools";
    const move = (by, sign, word) => {
      const mover = button(sign, "sheet__move", () => moveBy(column.slug, by));
      mover.setAttribute("aria-label", filled(word, { title: column.title }));
      mover.disabled = at + by < 0 || at + by >= columns.length;
      mover.dataset.by = by;
      return mover;
    };
    const remove = button(words.remove, "sheet__remove", () => {
      const before = now();
      shortlist.put(before.calls.filter(({ slug }) => slug !== column.slug));
      say(filled(words.removed, { title: column.title }), before);
    });
    const about = document.createElement("span");
    about.className = "unseen";
    about.textContent = ": " + column.title;
    remove.append(about);
    made.dataset.slug = column.slug;
    if (shortlist.isByHand()) made.append(move(-1, "←", words.earlier), move(1, "→", words.later));
    made.append(remove);
    return [made];
  }

  function moveBy(slug, by) {
    const list = columns.map(({ slug: each }) => each);
    const at = list.indexOf(slug);
    [list[at], list[at + by]] = [list[at + by], list[at]];
    const own = shortlist.calls();
    const rank = (call) => (list.includes(call.slug) ? list.indexOf(call.slug) : Infinity);
    arrange(own.sort((one, other) => rank(one) - rank(other) || 0), true);
    const movers = Array.from(frame.querySelectorAll(`[data-slug="${slug}"] .sheet__move:not(:disabled)`));
    (movers.find((each) => each.dataset.by === String(by)) || movers[0]).focus();
  }

  /* Another order of the same calls: drawn at once, for nothing is to be loaded. */
  function arrange(list, isByHand) {
    drawn = keyOf(list, isByHand);
    shortlist.put(list, isByHand);
    columns = inOrder(list.map(({ slug }) => columns.find((each) => each.slug === slug)).filter(Boolean));
    draw();
  }

  function note(column) {
    const field = document.createElement("textarea");
    field.rows = 3;
    field.maxLength = 2000;
    field.value = column.note;
    field.dataset.note = column.slug;
    field.setAttribute("aria-label", filled(words["note-of"], { title: column.title }));
    field.addEventListener("input", () => {
      const list = shortlist.calls();
      for (const call of list) if (call.slug === column.slug) call.note = field.value;
      shortlist.put(list);
    });
    return field;
  }

  const day = () => filled(words["as-of"], { day: new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date()) });

  function paper() {
    find(".sheet-as-of").textContent = day();
    find(".sheet-paper").replaceChildren(...oproep.paperTables(columns, given));
    oproep.renew(find(".sheet-paper"));
  }

  function draw() {
    const isEmpty = columns.length === 0;
    frame.replaceChildren(...(isEmpty ? [] : [oproep.sheetTable(columns, given, tools, note)]));
    oproep.renew(frame);
    if (isEmpty) find(".sheet-paper").replaceChildren();
    else paper();
    for (const part of [frame, find(".shortlist-tools"), find(".sheet-as-of"), find(".shortlist-foot")]) part.hidden = isEmpty;
    find(".shortlist-order").hidden = columns.length < 2;
    find(".shortlist-empty").hidden = !isEmpty || gone.length > 0;
    find(".shortlist-unkept").hidden = isEmpty || shortlist.isKept();
    order.value = shortlist.isByHand() ? "hand" : "";
    const missing = find(".shortlist-gone");
    missing.hidden = gone.length === 0;
    const names = gone.map(({ slug, title }) => (title ? filled(words["gone-name"], { title, slug }) : slug));
    missing.firstElementChild.textContent = counted(counts.gone, gone.length) + " " + names.join("; ");
    link.show();
  }

  /* Notes that were written elsewhere, while no other call came or went. */
  function renewNotes(list) {
    for (const { slug, note: text } of list) {
      const field = frame.querySelector(`[data-note="${slug}"]`);
      const column = columns.find((each) => each.slug === slug);
      if (column) column.note = text;
      if (field && field !== document.activeElement) field.value = text;
    }
    if (columns.length > 0) paper();
  }

  /* Calls that a link brought along come without a title; they are kept with one, should they be gone some day. */
  function nameAll() {
    const titles = new Map(columns.map(({ slug, title }) => [slug, title]));
    const list = shortlist.calls();
    if (!list.some(({ slug, title }) => !title && titles.has(slug))) return;
    shortlist.put(list.map((call) => ({ ...call, title: call.title || titles.get(call.slug) })));
  }

  let lastRun = 0;

  async function show() {
    const mine = ++lastRun;
    const list = shortlist.calls();
    const key = keyOf(list, shortlist.isByHand());
    if (key === drawn) return renewNotes(list);
    try {
      const found = await looked(list);
      if (mine !== lastRun) return;
      gone = found.filter(({ sheet }) => !sheet);
      columns = inOrder(found.filter(({ sheet }) => sheet));
      drawn = keyOf(shortlist.calls(), shortlist.isByHand());
      draw();
      nameAll();
    } catch (error) {
      if (mine !== lastRun) return;
      say(words.failed);
      console.error(error);
    }
  }

  /* What the reader does ------------------------------------------------------------------------ */

  const texts = () => {
    const base = new URL(place.dataset.top, published);
    const known = columns.map((column) => ({ ...column, published: new URL(column.address, base).href }));
    return oproep.sheetTexts(frame.querySelector("table"), known);
  };

  function saved(ending, type, text) {
    const name = words.file + "." + ending;
    files.save(name, type, text);
    say(filled(words["saved-file"], { name }));
  }

  const deeds = {
    forget() {
      const before = now();
      const names = slugsOf(gone);
      shortlist.put(before.calls.filter(({ slug }) => !names.includes(slug)));
      say(filled(words.removed, { title: names.join(", ") }), before);
    },
    print: () => window.print(),
    csv: () => saved("csv", "text/csv", files.csv(texts(), words)),
    markdown: () => saved("md", "text/markdown", files.markdown(texts(), words, day())),
    calendar() {
      const text = files.calendar(columns);
      if (text) saved("ics", "text/calendar", text);
      else say(words["no-dates"]);
    },
    clear() {
      const before = now();
      shortlist.put([]);
      say(words.cleared, before);
    },
  };

  for (const each of place.querySelectorAll("[data-do]")) if (deeds[each.dataset.do]) each.addEventListener("click", deeds[each.dataset.do]);
  order.addEventListener("change", () => {
    const isByHand = order.value === "hand";
    arrange(isByHand ? columns.concat(gone) : shortlist.calls(), isByHand);
  });
  document.querySelector(".shortlist-way a").setAttribute("aria-current", "page");

  shortlist.watch(show);
  window.addEventListener("pageshow", (event) => event.persisted && show());
  oproep.kept.ready.then(() => {
    link.arrive();
    show();
  });
})();
