// One article at a time: what is open, what is chosen, and drawing it.
const current = { work: null, item: null };

function openArticle(work) {
  current.work = work ? placeItems(work) : null;
  current.item = null;
  redraw();
  find("article").scrollTop = 0;
  find("record").scrollTop = 0;
}

/** Draw everything again from what is known. */
function redraw() {
  const works = shownWorks();
  if (!works.includes(current.work)) {
    current.work = works[0] ? placeItems(works[0]) : null;
    current.item = null;
  }
  const { work } = current;
  drawBar(works);
  for (const id of ["article", "record"]) find(id).hidden = !work;
  find("empty").hidden = Boolean(work);
  if (!work) return;
  drawHead(work);
  drawText(work);
  drawRecord(work);
  highlight();
}

function drawBar(works) {
  drawArticles(works);
  const at = works.indexOf(current.work);
  find("previous").disabled = at <= 0;
  find("next").disabled = at < 0 || at + 1 >= works.length;
  find("progress").textContent = say("progress", WORKS.filter((work) => work.done).length, WORKS.length);
}

/** The list of articles; where it is the one that is there, only what changed in it. */
function drawArticles(works) {
  const list = find("articles");
  const options = works.length ? works.map((work) => [work.article.name, optionText(work)]) : [["", say("none")]];
  const chosenName = current.work?.article.name ?? "";
  if (list.length !== options.length || options.some(([name], n) => list.options[n].value !== name)) {
    fillSelect(list, options, chosenName);
    return;
  }
  options.forEach(([, text], n) => { if (list.options[n].text !== text) list.options[n].text = text; });
  list.value = chosenName;
}

function optionText(work) {
  const { title, id, problem } = work.article;
  return `${problem ? "⚠ " : work.done ? "✓ " : hasDecisions(work) ? "• " : ""}${title ?? id}`;
}

function drawHead(work) {
  const { article } = work;
  const about = [article.id, article.publisher, article.byline, article.published_on && `${say("published")} ${dayText(article.published_on)}`, article.url];
  fill(find("head"), make("h2", {}, article.title ?? article.id), make("p", {}, about.filter(Boolean).join(" · ")));
  const { name, year } = article.campaign;
  if (name || year) find("head").append(make("p", {}, `${nameOf("campaign")}: ${[name, year].filter(Boolean).join(" · ")}`));
}

/** Choose an item: mark it on both sides, and bring its card or its text into view. */
function choose(item, { card: toCard = false, text: toText = false, focus = false } = {}) {
  current.item = item;
  highlight();
  const element = find(`item-${item.key}`);
  if (toCard) show(element);
  if (toText) show(marksOf(item)[0]);
  if (focus) element?.querySelector(".value").focus({ preventScroll: true });
}

function highlight() {
  for (const element of document.querySelectorAll(".current")) element.classList.remove("current");
  for (const mark of find("text").querySelectorAll('mark[tabindex="0"]')) mark.tabIndex = -1;
  const marks = current.item ? marksOf(current.item) : [];
  for (const mark of marks) mark.classList.add("current");
  if (current.item) find(`item-${current.item.key}`)?.classList.add("current");
  const reachable = marks.find((mark) => mark.hasAttribute("tabindex")) ?? find("text").querySelector("mark[tabindex]");
  if (reachable) reachable.tabIndex = 0;
}

/** Every word of the page that does not depend on the article. */
function drawWords() {
  document.documentElement.lang = language;
  document.title = say("page");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  find("language").lang = language === "vi" ? "en" : "vi";
  fill(find("keys"), say("keys").map(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)]).flat());
  fillFilters();
}

function acceptRest() {
  for (const item of shownItems(current.work).filter(isOpen)) decide(current.work, item, "accepted");
  redraw();
}

function listen() {
  const on = (id, event, act) => find(id).addEventListener(event, act);
  on("articles", "change", (event) => openArticle(BY_NAME.get(event.target.value)));
  on("order", "change", redraw);
  on("previous", "click", () => stepArticle(-1));
  on("next", "click", () => stepArticle(1));
  on("save", "click", () => current.work && save(current.work));
  on("save-all", "click", saveAll);
  on("open", "change", (event) => openFiles([...event.target.files]).then(() => { event.target.value = ""; }));
  on("language", "click", () => { language = language === "vi" ? "en" : "vi"; drawWords(); redraw(); });
  on("help", "click", () => find("help-page").showModal());
  on("help-close", "click", () => find("help-page").close());
  for (const name of FILTERS) on(`filter-${name}`, "change", (event) => filter(name, event.target.value));
  on("clear", "click", clearFilters);
  on("accept-rest", "click", acceptRest);
  on("add", "mousedown", (event) => event.preventDefault()); // the selection stays
  on("add", "click", () => addFromSelection(current.work));
  on("done", "change", (event) => { current.work.done = event.target.checked; touch(current.work); drawBar(shownWorks()); });
  on("form-body", "submit", submitForm);
  on("form-cancel", "click", () => find("form").close());
  on("form-field", "change", (event) => {
    form.field = event.target.value;
    drawForm(guess(form.field, find("form-quote").value), find("form-quote").value, find("form-nth").value);
  });
  addEventListener("keydown", onKey);
}

for (const work of WORKS) work.doubt = doubt(work);
drawWords();
listen();
find("filters").open = !matchMedia("(max-width: 760px)").matches;
openArticle(shownWorks()[0]);
takeSaved();
