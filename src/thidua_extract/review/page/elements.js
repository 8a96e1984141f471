// Making elements. What comes from articles and records goes through text nodes and attributes, never through HTML.
const find = (id) => document.getElementById(id);

/** An element with attributes, listeners (functions under the name of their event) and children (nodes or text). */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Put children in the place of all that an element holds. */
const fill = (element, ...children) => element.replaceChildren(...children.flat().filter((child) => child !== null && child !== ""));

/** Options of a select: pairs of value and text. */
function fillSelect(select, options, chosen) {
  fill(select, options.map(([value, text]) => make("option", { value }, text)));
  select.value = options.some(([value]) => value === chosen) ? chosen : options[0][0];
}

/** Tell what happened, on the page and to screen readers. */
function tell(message, { wrong = false } = {}) {
  const place = find("message");
  place.textContent = message;
  place.classList.toggle("wrong", wrong);
}

const calmly = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Bring an element into view, in whichever of the panes it lies. */
function show(element, { smooth = true } = {}) {
  element?.scrollIntoView({ block: "center", behavior: smooth ? calmly() : "auto" });
}
