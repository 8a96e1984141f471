// Saving: as downloads, or to the server that the page came from; opening what was saved.
const waiting = new Map();

const hasDecisions = (work) => work.done || work.items.some((item) => !isOpen(item));

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  tell(say("downloaded", name));
}

/** Save one article: NAME.json as a download, or in the server's folder. */
async function save(work) {
  if (!canCorrect(work)) return;
  if (DATA.serving) {
    await send(work);
    return;
  }
  download(`${work.article.name}.json`, `${JSON.stringify(goldOf(work), null, 1)}\n`);
  work.changed = false;
}

/** Save every article that has corrections as one file, a line each, with its text. */
function saveAll() {
  const works = WORKS.filter((work) => canCorrect(work) && hasDecisions(work));
  download("gold.jsonl", works.map((work) => `${JSON.stringify({ ...goldOf(work), text: work.article.text })}\n`).join(""));
  for (const work of works) work.changed = false;
}

/** Under a server each change is saved by itself, a moment later. */
function saveSoon(work) {
  if (!DATA.serving) return;
  clearTimeout(waiting.get(work));
  waiting.set(work, setTimeout(() => send(work), 300));
}

async function send(work) {
  const { name } = work.article;
  clearTimeout(waiting.get(work));
  waiting.delete(work);
  try {
    const body = JSON.stringify(goldOf(work));
    work.changed = false;
    const answer = await fetch(`gold/${encodeURIComponent(name)}.json`, { method: "PUT", body, headers: { "Content-Type": "application/json" } });
    if (!answer.ok) throw new Error(await answer.text());
    tell(say("saved", `${name}.json`));
  } catch (error) {
    work.changed = true;
    tell(say("notSaved", error.message), { wrong: true });
  }
}

/** Open gold files: one article a .json, many a .jsonl. */
async function openFiles(files) {
  const taken = [];
  try {
    for (const file of files) {
      const text = await file.text();
      const lines = file.name.endsWith(".jsonl") ? text.split("\n").filter((line) => line.trim()) : [text];
      for (const line of lines) taken.push(takeFile(JSON.parse(line), file.name));
    }
    tell(say("loaded", taken.length));
  } catch (error) {
    tell(say("unreadable", error.message), { wrong: true });
  }
  redraw();
  return taken;
}

function takeFile(gold, fileName) {
  const name = gold.review?.name ?? fileName.replace(/( \(\d+\))?\.jsonl?$/, "");
  const work = BY_NAME.get(name);
  if (!work || !canCorrect(work)) throw new Error(say("unknown", name));
  takeGold(work, gold);
  saveSoon(work);
  return work;
}

/** Go on from the corrections that the page came with; one that is no gold is told and left aside. */
function takeSaved() {
  for (const [name, gold] of Object.entries(DATA.saved)) {
    const work = BY_NAME.get(name);
    if (!work || !canCorrect(work)) continue;
    try {
      takeGold(work, gold);
    } catch {
      tell(say("unreadable", `${name}.json`), { wrong: true });
    }
  }
  redraw();
}

addEventListener("beforeunload", (event) => {
  if (WORKS.some((work) => work.changed)) event.preventDefault();
});
