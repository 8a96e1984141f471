// Gold files: what was decided, in the form that scores are made from, and back.
const LISTS = DATA.fields.filter((field) => field !== "launched_on");

/** The gold of one article. What is not yet decided is optional there, or left out: it counts neither way. */
function goldOf(work) {
  placeItems(work);
  const { article } = work;
  const gold = {};
  const [kind] = itemsOf(work, "kind");
  if (["accepted", "edited"].includes(kind.status)) gold.kind = kind.value.kind;
  const launched = itemsOf(work, "launched_on");
  if (launched.length ? launched.every((item) => !isOpen(item)) : work.done) {
    gold.launched_on = launched.find((item) => item.status !== "rejected")?.value.date ?? null;
  }
  for (const field of LISTS) {
    const items = itemsOf(work, field);
    if (work.done || items.some((item) => !isOpen(item))) {
      gold[field] = items.filter((item) => item.status !== "rejected").map((item) => goldItem(article.text, item));
    }
  }
  gold.review = {
    name: article.name, done: work.done, open: work.items.filter(isOpen).length,
    article: article.id, text_sha256: article.text_sha256, version: DATA.version,
  };
  return gold;
}

function goldItem(text, item) {
  const placed = item.start !== null;
  const nth = placed ? occurrence(text, item.start, item.end) : 1;
  return {
    ...item.value,
    evidence: placed ? text.slice(item.start, item.end) : item.quote,
    ...(nth > 1 ? { nth } : {}),
    ...(item.optional || isOpen(item) ? { optional: true } : {}),
    ...(isOpen(item) ? { open: true } : {}),
  };
}

/** Go on from a gold: what it says of each item of the record, and what it holds beside. */
function takeGold(work, gold) {
  if (!isGold(gold)) throw new Error(work.article.name);
  placeItems(work);
  const fresh = placeItems(beginWork(work.article));
  work.items = fresh.items;
  work.done = gold.review?.done === true;
  work.changed = false;
  const [kind] = itemsOf(work, "kind");
  if ("kind" in gold) settle(kind, { kind: gold.kind });
  if ("launched_on" in gold) takeLaunch(work, gold.launched_on);
  for (const field of LISTS) if (Array.isArray(gold[field])) takeList(work, field, gold[field]);
  return work;
}

/** Whether a value has the shape of a gold; asked before anything is taken from it. */
function isGold(gold) {
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject(gold) && LISTS.every((field) => gold[field] === undefined || (Array.isArray(gold[field]) && gold[field].every(isObject)));
}

function takeLaunch(work, date) {
  const [item] = itemsOf(work, "launched_on");
  if (item && firstOf(date) === null) item.status = "rejected";
  else if (item) settle(item, { ...item.value, date });
  else if (firstOf(date) !== null) Object.assign(addQuietly(work, "launched_on", { date }), { start: null, end: null });
}

function takeList(work, field, golds) {
  const left = itemsOf(work, field);
  const take = (test) => {
    const at = left.findIndex(test);
    return at < 0 ? null : left.splice(at, 1)[0];
  };
  const places = golds.map((gold) => locate(work.article.text, firstOf(gold.evidence), gold.nth ?? 1) ?? [null, null]);
  const values = golds.map(({ evidence, nth, optional, open, ...value }) => value);
  const at = (n) => (item) => item.start === places[n][0] && item.end === places[n][1];
  const exact = golds.map((_, n) => take((item) => at(n)(item) && sameValue(item.value, values[n])));
  golds.forEach((gold, n) => {
    const item = exact[n] ?? take(at(n)) ?? addQuietly(work, field, values[n], ...places[n]);
    if (places[n][0] === null) item.quote = String(firstOf(gold.evidence) ?? "");
    if (gold.open === true) return;
    if (item.status !== "added") settle(item, values[n]);
    item.optional = gold.optional === true;
  });
  for (const item of left) item.status = "rejected";
}

function addQuietly(work, field, value, start = null, end = null) {
  const item = newItem(field, value, { key: work.items.length, start, end, status: "added" });
  work.items.push(item);
  return item;
}

/** Accepted where gold says what the record says, else edited. */
function settle(item, value) {
  item.status = sameValue(item.value, value) ? "accepted" : "edited";
  item.value = value;
}

/** Whether two values say the same; what is null may as well be missing. */
function sameValue(a, b) {
  const plain = (value) => {
    if (Array.isArray(value)) return value.map(plain);
    if (value === null || typeof value !== "object") return value ?? null;
    return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined).sort().map(([k, v]) => [k, plain(v)]));
  };
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
