// The article with its evidence highlighted. Overlapping stretches are cut at each other's ends.

/** Stretches between all starts, ends and line ends, each with the items that cover it, the shortest first. */
function stretches(text, items) {
  const cuts = new Set([0, text.length]);
  for (const item of items) cuts.add(item.start).add(item.end);
  const order = [...cuts].sort((a, b) => a - b);
  const length = (item) => item.end - item.start;
  const starting = [...items].sort((a, b) => a.start - b.start);
  const found = [];
  let next = 0;
  let active = [];
  for (let n = 0; n + 1 < order.length; n += 1) {
    const [start, end] = [order[n], order[n + 1]];
    active = active.filter((item) => item.end > start);
    while (next < starting.length && starting[next].start <= start) active.push(starting[next++]);
    found.push({ start, end, items: [...active].sort((a, b) => length(a) - length(b)) });
  }
  return found;
}

function drawText(work) {
  const { text } = work.article;
  const place = find("text");
  if (text === null) {
    fill(place, quotations(work));
    return;
  }
  const items = shownItems(work).filter((item) => item.start !== null && item.status !== "rejected");
  const lines = [];
  let line = null;
  const begun = new Set();
  for (const stretch of stretches(text, items)) {
    for (const piece of text.slice(stretch.start, stretch.end).split(/(?<=\n)/)) {
      line ??= lines[lines.push(make("span", { class: "line" })) - 1];
      line.append(stretch.items.length ? mark(piece, stretch.items, begun) : document.createTextNode(piece));
      if (piece.endsWith("\n")) {
        line.classList.toggle("blank", line.textContent.trim() === "");
        line = null;
      }
    }
  }
  fill(place, lines);
}

/** One highlighted piece; the shortest item colours it, the others underline it. */
function mark(piece, items, begun) {
  const [front, ...behind] = items;
  const opens = !begun.has(front);
  for (const item of items) begun.add(item);
  const element = make("mark", {
    "data-field": front.field, "data-items": items.map((item) => item.key).join(" "), "data-status": front.status,
    title: items.map(describe).join("\n"), tabindex: opens ? "-1" : null, role: opens ? "button" : null,
    "aria-label": opens ? `${piece.trim()}, ${items.map(describe).join(", ")}` : null,
    click: () => chooseMarked(items),
  }, piece);
  if (behind.length) {
    element.style.boxShadow = behind.slice(0, 3).map((item, n) => `0 ${4 + 3 * n}px 0 -1px ${colourOf(item.field)}`).join(", ");
    element.classList.add("layered");
  }
  return element;
}

const describe = (item) => `${nameOf(item.field)}: ${headline(item)}`;
const colourOf = (field) => `var(--${field.replaceAll("_", "-")})`;

/** A click on a mark chooses its shortest item, further clicks those behind it; selecting text chooses nothing. */
function chooseMarked(items) {
  if (!getSelection().isCollapsed) return;
  const at = items.findIndex((item) => item === current.item);
  choose(items[(at + 1) % items.length], { card: true });
}

/** What stands in for a text that is not there: the evidence that the record quotes. */
function quotations(work) {
  return work.items.filter((item) => item.quote && matches(item)).map((item) => make("blockquote", {}, mark(item.quote, [item], new Set())));
}

/** The stretch of the text that is selected, or null. */
function selectedStretch(work) {
  const selection = getSelection();
  const place = find("text");
  if (!selection.rangeCount || selection.isCollapsed || work.article.text === null) return null;
  const range = selection.getRangeAt(0);
  if (!place.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(place);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const [from, to] = trimmed(work.article.text, start, start + range.toString().length);
  return from < to ? [from, to] : null;
}

const marksOf = (item) => [...find("text").querySelectorAll(`mark[data-items~="${item.key}"]`)];
