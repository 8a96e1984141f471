// The form to edit an item or to add one.
const form = { work: null, item: null, field: "" };

function editItem(work, item) {
  Object.assign(form, { work, item, field: item.field });
  find("form-title").textContent = say("editTitle", nameOf(item.field));
  find("form-field").closest("label").hidden = true;
  drawForm(item.value, item.start === null ? "" : work.article.text.slice(item.start, item.end), item.start === null ? 1 : occurrence(work.article.text, item.start, item.end));
  find("form-optional").checked = item.optional;
  find("form").showModal();
}

/** Add an item, from the selected text where there is any; its text is the first guess at the name. */
function addFromSelection(work) {
  const stretch = selectedStretch(work);
  const quote = stretch ? work.article.text.slice(...stretch) : "";
  const field = form.added ?? "movements";
  Object.assign(form, { work, item: null, field });
  find("form-title").textContent = say("addTitle");
  find("form-field").closest("label").hidden = false;
  fillSelect(find("form-field"), DATA.fields.map((name) => [name, nameOf(name)]), field);
  find("form-optional").checked = false;
  drawForm(guess(field, quote), quote, stretch ? occurrence(work.article.text, ...stretch) : 1);
  find("form").showModal();
}

/** What a quotation may say of a field: its name, or its number and unit. */
function guess(field, quote) {
  const defaults = Object.fromEntries(DATA.parts[field].filter((part) => part.type === "choice" && part.required).map((part) => [part.name, part.options[0]]));
  const text = quote.replace(/\s+/g, " ").trim();
  const number = /^([\d.]*\d(?:,\d+)?)\s*(.*)$/.exec(text);
  if (field === "targets" || field === "statistics") {
    return number ? { ...defaults, comparator: "eq", value: Number(number[1].replaceAll(".", "").replace(",", ".")), unit: number[2] } : { ...defaults, comparator: "eq" };
  }
  const head = DATA.parts[field].find((part) => part.type === "text");
  return head ? { ...defaults, [head.name]: text } : defaults;
}

function drawForm(value, quote, nth) {
  fill(find("form-parts"), DATA.parts[form.field].flatMap((part) => inputsOf(part, value[part.name], part.name)));
  find("form-quote").value = quote;
  find("form-nth").value = nth;
  find("form-evidence").hidden = form.field === "kind";
  find("form-optional").closest("label").hidden = form.field === "kind" || form.field === "launched_on";
  find("form-error").textContent = "";
}

/** The inputs of a part; those of an object are named with a dot. */
function inputsOf(part, given, path) {
  if (part.type === "object") return part.parts.flatMap((inner) => inputsOf(inner, firstOf(given)?.[inner.name], `${path}.${inner.name}`));
  const value = part.type === "list" ? [].concat(given ?? []).join("; ") : firstOf(given) ?? "";
  const name = path.split(".").map(form.field === "kind" ? nameOf : partName).join(", ");
  const attributes = { name: path, id: `part-${path.replace(".", "-")}` };
  let input;
  if (part.type === "choice") {
    input = make("select", attributes);
    fillSelect(input, [...(part.required ? [] : [["", ""]]), ...part.options.map((option) => [option, valueName(option)])], value);
  } else {
    input = make("input", { ...attributes, type: part.type === "date" ? "date" : "text", inputmode: { whole: "numeric", number: "decimal" }[part.type], autocomplete: "off" });
    input.value = String(value);
  }
  input.dataset.given = input.value;
  return [make("label", {}, make("span", {}, name, part.type === "list" ? make("small", {}, ` (${say("listHint")})`) : ""), input)];
}

/** What the form says, or an error to show. Parts left as they were keep all their accepted values. */
function readForm(parts, before, path = "") {
  const value = {};
  for (const part of parts) {
    const name = path ? `${path}.${part.name}` : part.name;
    const given = before?.[part.name];
    if (part.type === "object") {
      const inputs = [...find("form-parts").querySelectorAll(`[name^="${name}."]`)];
      const inner = readForm(part.parts, firstOf(given), name);
      value[part.name] = inputs.every((input) => input.value === input.dataset.given) ? given ?? null : Object.values(inner).every((v) => v === null) ? null : inner;
    } else {
      const input = find("form-parts").querySelector(`[name="${name}"]`);
      value[part.name] = input.value === input.dataset.given && given !== undefined ? given : parsePart(part, input.value.trim());
    }
  }
  return value;
}

function parsePart(part, text) {
  if (text === "" && part.required) throw new Error(say("required", partName(part.name)));
  if (part.type === "list") return text.split(";").map((alias) => alias.trim()).filter(Boolean);
  if (text === "") return part.name === "what" ? "" : null;
  if (part.type !== "number" && part.type !== "whole") return text;
  const number = Number(/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll(".", "").replace(",", ".") : text.replace(",", "."));
  if (!Number.isFinite(number) || (part.type === "whole" && !Number.isInteger(number))) throw new Error(say("badNumber", text));
  return number;
}

function submitForm(event) {
  event.preventDefault();
  try {
    const value = readForm(DATA.parts[form.field], form.item?.value ?? {});
    const [start, end] = form.field === "kind" ? [null, null] : evidenceOfForm();
    const optional = find("form-optional").checked;
    applyForm(value, start, end, optional);
    find("form").close();
  } catch (error) {
    find("form-error").textContent = error.message;
  }
}

function evidenceOfForm() {
  const found = locate(form.work.article.text, find("form-quote").value, Number(find("form-nth").value) || 1);
  if (!found && form.field === "launched_on" && !find("form-quote").value) return [null, null];
  if (!found) throw new Error(say("notInText"));
  return found;
}

function applyForm(value, start, end, optional) {
  if (form.item) {
    const same = sameValue(value, form.item.read) && start === form.item.readStart && end === form.item.readEnd && !optional;
    Object.assign(form.item, { value, start, end, optional });
    if (form.item.status !== "added") form.item.status = same ? "accepted" : "edited";
    touch(form.work);
  } else {
    form.added = form.field;
    form.item = addItem(form.work, form.field, value, start, end, optional);
  }
  redraw();
  choose(form.item, { card: true, text: true });
}
