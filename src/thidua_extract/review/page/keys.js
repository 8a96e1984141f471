// The keyboard: single letters where no text is being written; arrows within the text.

/** The items in the order of the page. */
const cardOrder = (work) => ["kind", ...DATA.fields].flatMap((field) => itemsOf(work, field)).filter(matches);

function step(by) {
  const items = cardOrder(current.work);
  const at = items.indexOf(current.item);
  const next = at < 0 ? items[by > 0 ? 0 : items.length - 1] : items[at + by];
  if (next) choose(next, { card: true, text: true, focus: true });
  else if (at >= 0) stepArticle(by, { enter: true });
}

/** Go to the next article; with `enter` on to its first item, or its last when going back. */
function stepArticle(by, { enter = false } = {}) {
  const works = shownWorks();
  const next = works[works.indexOf(current.work) + by];
  if (!next) return;
  openArticle(next);
  if (!enter) return;
  const items = cardOrder(next);
  const item = items[by > 0 ? 0 : items.length - 1];
  if (item) choose(item, { card: true, text: true, focus: true });
}

/** Decide, and when that was by key go on to the next item that is open. */
function judge(item, status, { goOn = false } = {}) {
  if (item.field === "kind" && status === "rejected") return; // a kind is another, never none: edit it
  const order = cardOrder(current.work);
  const at = order.indexOf(item);
  decide(current.work, item, status);
  redraw();
  const next = goOn && status !== "open" ? order.slice(at + 1).find(isOpen) ?? item : item;
  choose(next, { card: true, text: goOn, focus: true });
}

function toTextAndBack() {
  const inText = find("text").contains(document.activeElement);
  const target = inText ? document.querySelector(".card.current .value") : (current.item && marksOf(current.item)[0]) ?? find("text").querySelector("mark[tabindex]");
  target?.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepArticle(1),
  p: () => stepArticle(-1),
  a: () => current.item && judge(current.item, "accepted", { goOn: true }),
  x: () => current.item && judge(current.item, "rejected", { goOn: true }),
  u: () => current.item && judge(current.item, "open"),
  e: () => current.item && canCorrect(current.work) && editItem(current.work, current.item),
  m: () => canCorrect(current.work) && addFromSelection(current.work),
  t: toTextAndBack,
  d: () => find("done").click(),
  s: () => save(current.work),
  f: () => { find("filters").open = true; find("filter-field").focus(); },
  l: () => find("language").click(),
  "?": () => find("help").click(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.target.matches("mark") && onMarkKey(event)) return;
  const act = own(KEYS, event.key);
  if (!act || !current.work) return;
  event.preventDefault();
  act();
}

/** On a mark: Enter chooses it, arrows go to the next or the previous one. */
function onMarkKey(event) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    event.target.click();
    return true;
  }
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by) return false;
  const marks = [...find("text").querySelectorAll("mark[tabindex]")];
  const next = marks[marks.indexOf(event.target) + by];
  event.preventDefault();
  if (next) roveTo(next);
  return true;
}

/** One mark at a time can be reached with Tab. */
function roveTo(mark) {
  for (const other of find("text").querySelectorAll('mark[tabindex="0"]')) other.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus();
  show(mark);
}
