// Which items and which articles are shown.
const FILTERS = ["field", "kind", "confidence", "rule", "status"];
const chosen = { field: "", kind: "", confidence: "", rule: "", status: "" };

const filtersItems = () => Boolean(chosen.field || chosen.confidence || chosen.rule || chosen.status);

function matches(item) {
  return (
    (!chosen.field || item.field === chosen.field) &&
    (!chosen.rule || item.rule === chosen.rule) &&
    (!chosen.status || item.status === chosen.status) &&
    (!chosen.confidence || (item.confidence !== null && item.field !== "kind" && item.confidence < Number(chosen.confidence)))
  );
}

const shownItems = (work) => work.items.filter(matches);

/** The articles that the filters leave, in the order chosen. */
function shownWorks() {
  const works = WORKS.filter((work) => (!chosen.kind || work.article.kind === chosen.kind) && (!filtersItems() || work.items.some(matches)));
  if (find("order").value === "file") return works;
  return [...works].sort((a, b) => (b.doubt ?? 0) - (a.doubt ?? 0));
}

/** Fill the lists of the filters in the language chosen. */
function fillFilters() {
  const all = ["", say("all")];
  const rules = [...new Set(WORKS.flatMap((work) => work.items.map((item) => item.rule)))].filter(Boolean).sort();
  const kinds = [...new Set(WORKS.map((work) => work.article.kind))];
  const options = {
    field: ["kind", ...DATA.fields].map((field) => [field, nameOf(field)]),
    kind: kinds.map((kind) => [kind, valueName(kind)]),
    confidence: ["0.5", "0.7", "0.9", "0.95"].map((limit) => [limit, say("below", numberText(Number(limit)))]),
    rule: rules.map((rule) => [rule, rule]),
    status: ["open", "accepted", "rejected", "edited", "added"].map((status) => [status, statusName(status)]),
  };
  for (const name of FILTERS) fillSelect(find(`filter-${name}`), [all, ...options[name]], chosen[name]);
  fillSelect(find("order"), [["doubt", say("orderDoubt")], ["file", say("orderFile")]], find("order").value || "doubt");
}

const statusName = (status) => say(status === "open" ? "open_" : status);

function filter(name, value) {
  chosen[name] = value;
  redraw();
}

function clearFilters() {
  for (const name of FILTERS) chosen[name] = "";
  fillFilters();
  redraw();
}
