// What is under review: for each article its items with what was decided of them.
const DATA = JSON.parse(find("data").textContent);

/** The work on one article. Items keep what the record said (`read`) and what they say now (`value`, `start`, `end`). */
function beginWork(article) {
  const work = { article, items: [], done: false, changed: false };
  work.items.push(newItem("kind", { kind: article.kind }, { confidence: 1 }));
  for (const item of article.items) {
    work.items.push(newItem(item.field, item.value, { rule: item.rule, confidence: item.confidence, points: [item.start, item.end], quote: item.quote }));
  }
  work.items.forEach((item, n) => { item.key = n; });
  return work;
}

function newItem(field, value, rest) {
  return { field, value, rule: "", confidence: null, points: null, quote: "", start: null, end: null, status: "open", optional: false, read: value, ...rest };
}

/** Turn the items' code points into the browser's offsets, once. */
function placeItems(work) {
  if (work.placed || work.article.text === null) return work;
  const points = work.items.flatMap((item) => item.points ?? []);
  const units = unitsOf(work.article.text, points);
  for (const item of work.items) {
    if (item.points) [item.start, item.end] = item.points.map((point) => units.get(point));
    item.readStart = item.start;
    item.readEnd = item.end;
  }
  work.placed = true;
  return work;
}

const WORKS = DATA.articles.map(beginWork);
const BY_NAME = new Map(WORKS.map((work) => [work.article.name, work]));

const isLow = (item) => item.confidence !== null && item.confidence < DATA.low;
const isOpen = (item) => item.status === "open";
const canCorrect = (work) => work.article.text !== null;

/** How much of an article asks for a look: its doubtful items not yet decided, its issues, a text that is not there. */
function doubt(work) {
  const low = work.items.filter((item) => isOpen(item) && isLow(item));
  const deep = low.reduce((sum, item) => sum + (DATA.low - item.confidence), 0);
  return (work.article.problem ? 100 : 0) + low.length + deep + 0.5 * work.article.issues.length;
}

/** Items of a field as they stand in the record: phases and others in its order, what was added behind. */
const itemsOf = (work, field) => work.items.filter((item) => item.field === field);

/** Decide on an item; an edited one that is reopened says again what the record said. */
function decide(work, item, status) {
  if (!canCorrect(work)) return;
  if (status === "open" && item.status === "added") work.items = work.items.filter((other) => other !== item);
  if (status === "open" && item.status === "edited") {
    Object.assign(item, { value: item.read, start: item.readStart, end: item.readEnd, optional: false });
  }
  item.status = status === "accepted" && ["edited", "added"].includes(item.status) ? item.status : status;
  touch(work);
}

function addItem(work, field, value, start, end, optional) {
  const key = Math.max(...work.items.map((item) => item.key)) + 1;
  const item = newItem(field, value, { key, start, end, optional, status: "added" });
  work.items.push(item);
  touch(work);
  return item;
}

/** Note that an article has corrections that are not saved. */
function touch(work) {
  work.changed = true;
  saveSoon(work);
}
