// Offsets of records are code points; those of the browser are UTF-16 units. They differ behind astral characters.
const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** Offsets in code points as offsets in UTF-16 units, for many at once. */
function unitsOf(text, points) {
  if (!ASTRAL.test(text)) return new Map(points.map((point) => [point, point]));
  const found = new Map();
  let unit = 0;
  let point = 0;
  for (const wanted of [...new Set(points)].sort((a, b) => a - b)) {
    for (; point < wanted && unit < text.length; point += 1) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    found.set(wanted, unit);
  }
  return found;
}

/** Where the nth occurrence of a quotation stands, or null; occurrences may overlap, as in gold. */
function locate(text, quote, nth = 1) {
  let at = -1;
  for (let n = 0; n < nth; n += 1) {
    at = quote ? text.indexOf(quote, at + 1) : -1;
    if (at < 0) return null;
  }
  return [at, at + quote.length];
}

/** Which occurrence of its text the stretch from start to end is. */
function occurrence(text, start, end) {
  const quote = text.slice(start, end);
  let nth = 1;
  for (let at = text.indexOf(quote); at >= 0 && at < start; at = text.indexOf(quote, at + 1)) nth += 1;
  return nth;
}

/** A stretch without white space at its ends. */
function trimmed(text, start, end) {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from])) from += 1;
  while (to > from && /\s/.test(text[to - 1])) to -= 1;
  return [from, to];
}
