// The record: what asks for a look first, then every field with its items.

function drawRecord(work) {
  const parts = [problemOf(work), issuesOf(work), doubtfulOf(work), timeline(work), fieldOf(work, "kind")];
  const fields = DATA.fields.map((field) => fieldOf(work, field));
  fill(find("items"), [...parts, ...fields].filter(Boolean));
  find("done").checked = work.done;
  for (const id of ["done", "accept-rest", "add"]) find(id).disabled = !canCorrect(work);
}

const problemOf = (work) => (work.article.problem ? make("p", { class: "problem", role: "alert" }, say("noText", work.article.problem)) : null);

function issuesOf(work) {
  const { issues } = work.article;
  if (!issues.length) return null;
  const lines = issues.map((issue) => make("li", {}, make("code", {}, issue.code), ` ${issue.field ? `${nameOf(issue.field)}: ` : ""}${issue.message}`));
  return make("section", { class: "issues", "aria-label": say("issues") }, make("h3", {}, say("issues")), make("ul", {}, lines));
}

/** Links to the items of low confidence that are not yet decided, the lowest first. */
function doubtfulOf(work) {
  const items = shownItems(work).filter((item) => isOpen(item) && isLow(item)).sort((a, b) => a.confidence - b.confidence);
  if (!items.length) return null;
  const links = items.map((item) => make("li", {}, make("button", { type: "button", class: "doubtful", "data-field": item.field, click: () => choose(item, { card: true, text: true }) },
    make("span", { class: "swatch" }), headline(item), make("small", {}, confidenceText(item)))));
  return make("section", { class: "first", "aria-label": say("first") }, make("h3", {}, say("first")), make("ul", {}, links));
}

function fieldOf(work, field) {
  const all = itemsOf(work, field);
  const items = all.filter(matches);
  if (filtersItems() && !items.length) return null;
  const count = field === "kind" || field === "launched_on" ? "" : make("small", {}, items.length === all.length ? all.length : say("shows", items.length, all.length));
  const list = items.length ? make("ol", {}, items.map((item) => make("li", {}, card(work, item)))) : make("p", { class: "nothing" }, say("nothing"));
  return make("section", { class: "field", "data-field": field, "aria-label": nameOf(field) }, make("h3", {}, make("span", { class: "swatch" }), nameOf(field), count), list);
}

const confidenceText = (item) => (item.confidence === null || item.field === "kind" ? "" : numberText(item.confidence));

function card(work, item) {
  const details = detailsOf(item).flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]);
  const element = make("article", { class: "card", id: `item-${item.key}`, "data-field": item.field, "data-status": item.status, "aria-label": `${describe(item)}, ${statusName(item.status)}` },
    make("button", { type: "button", class: "value", click: () => choose(item, { text: true }) }, headline(item)),
    details.length ? make("dl", {}, details) : null,
    item.start === null && item.status === "added" && item.field !== "launched_on" ? make("p", { class: "problem" }, say("notInText")) : null,
    make("p", { class: "about" },
      make("span", { class: "status" }, statusName(item.status)),
      item.optional ? make("span", {}, say("optional").split(" (")[0]) : null,
      confidenceText(item) ? make("span", { class: isLow(item) ? "low" : null, title: say("confidence") }, say("confidenceOf", confidenceText(item))) : null,
      item.rule ? make("code", {}, item.rule) : null),
    canCorrect(work) ? actions(work, item) : null);
  element.classList.toggle("current", item === current.item);
  return element;
}

function actions(work, item) {
  const button = (name, act, pressed) => make("button", { type: "button", "data-act": name, "aria-pressed": pressed, "aria-label": `${say(name)}: ${headline(item)}`, click: act }, say(name));
  return make("div", { class: "actions" },
    button("accept", () => judge(item, "accepted"), String(["accepted", "edited", "added"].includes(item.status))),
    item.field === "kind" ? null : button("reject", () => judge(item, "rejected"), String(item.status === "rejected")),
    button("edit", () => editItem(work, item)),
    isOpen(item) ? null : button("undo", () => judge(item, "open")));
}
