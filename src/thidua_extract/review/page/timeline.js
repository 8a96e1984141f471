// Phases on a line of time: one row each, open ends fading out, the launch as a mark.
const DAY = 86400000;
const dayNumber = (day) => (day ? Date.parse(`${day}T00:00:00Z`) / DAY : NaN);

function timeline(work) {
  const phases = itemsOf(work, "phases").filter((item) => item.status !== "rejected");
  const launch = itemsOf(work, "launched_on").find((item) => item.status !== "rejected");
  const spans = phases.map((item) => ({ item, start: dayNumber(firstOf(item.value.start)), end: dayNumber(firstOf(item.value.end)) }));
  const launched = dayNumber(launch && firstOf(launch.value.date));
  const days = [...spans.flatMap(({ start, end }) => [start, end]), launched].filter(Number.isFinite);
  if (!phases.length || !days.length) return null;
  const first = Math.min(...days);
  const length = Math.max(Math.max(...days) + 1 - first, 1);
  const percent = (day) => Math.min(100, Math.max(0, (100 * (day - first)) / length));
  const rows = spans.map((span) => timelineRow(span, percent, launched));
  const ends = [first, first + length - 1].map((day) => make("span", {}, dayText(new Date(day * DAY).toISOString().slice(0, 10))));
  return make("section", { class: "timeline", "aria-label": say("timeline") },
    make("h3", {}, say("timeline")), make("div", { class: "rows" }, rows), make("p", { class: "ends" }, ends));
}

function timelineRow({ item, start, end }, percent, launched) {
  const from = Number.isFinite(start) ? percent(start) : 0;
  const to = Number.isFinite(end) ? percent(end + 1) : 100;
  const bar = make("span", { class: "stretch" });
  bar.style.left = `${from}%`;
  bar.style.width = `${Math.max(to - from, 1.5)}%`;
  bar.classList.toggle("open-start", !Number.isFinite(start));
  bar.classList.toggle("open-end", !Number.isFinite(end));
  const track = make("span", { class: "track" }, bar);
  if (Number.isFinite(launched)) {
    const sign = make("span", { class: "launch", title: say("launched") });
    sign.style.left = `${percent(launched)}%`;
    track.append(sign);
  }
  const label = `${headline(item)}: ${spanText(item.value)}`;
  return make("button", { type: "button", class: "row", "aria-label": label, title: label, click: () => choose(item, { card: true, text: true }) },
    make("span", { class: "label" }, headline(item)), track);
}
