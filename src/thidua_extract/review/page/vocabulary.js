// Names of fields, of their parts and of the values of vocabularies. Where a language has no word, the name itself stands.
const NAMES = {
  vi: {
    kind: "Loại bài", launched_on: "Ngày phát động", issuing_bodies: "Cơ quan phát động", officials: "Người phát biểu",
    audiences: "Đối tượng", phases: "Đợt thi đua", themes: "Chủ đề", movements: "Phong trào", targets: "Chỉ tiêu",
    statistics: "Kết quả", documents: "Văn bản", campaign: "Cuộc thi đua",
    name: "tên", organ: "cơ quan bên trong", body_type: "loại cơ quan", level: "cấp", place: "địa phương", position: "chức vụ",
    body: "cơ quan", label: "nhãn", ordinal: "số thứ tự", start: "bắt đầu", end: "kết thúc", start_grain: "độ mịn bắt đầu",
    end_grain: "độ mịn kết thúc", text: "lời", scope: "phạm vi", phase: "đợt", year: "năm", set_by: "do ai đặt", id: "mã",
    sponsor: "nơi khởi xướng", aliases: "tên khác", value: "giá trị", high: "đến", of: "trên tổng", unit: "đơn vị",
    comparator: "so sánh", what: "việc gì", who: "ai", period: "thời gian", number: "số hiệu", type: "loại",
    issued_on: "ngày ban hành", issuer: "nơi ban hành", date: "ngày", grain: "độ mịn",
  },
  en: {
    kind: "Kind", launched_on: "Launch date", issuing_bodies: "Issuing bodies", officials: "Officials",
    audiences: "Audiences", phases: "Phases", themes: "Themes", movements: "Movements", targets: "Targets",
    statistics: "Statistics", documents: "Documents", campaign: "Campaign",
    body_type: "body type", start_grain: "grain of start", end_grain: "grain of end", set_by: "set by", high: "to",
    of: "out of", issued_on: "issued on",
  },
};

const VALUES = {
  vi: {
    launch: "phát động", review: "tổng kết", mention: "có nhắc đến", none: "không phải",
    day: "ngày", month: "tháng", quarter: "quý", half: "nửa năm", year: "năm",
    eq: "bằng", gt: "hơn", ge: "ít nhất", lt: "dưới", le: "nhiều nhất", approx: "khoảng",
    national: "trung ương", province: "tỉnh", district: "huyện", commune: "xã", sector: "ngành", workplace: "cơ sở",
    above_workplace: "trên cơ sở", theme: "chủ đề", slogan: "khẩu hiệu", phase: "đợt", campaign: "cả cuộc",
    trade_union: "công đoàn", government: "chính quyền", party: "Đảng", fatherland_front: "Mặt trận Tổ quốc",
    mass_organization: "đoàn thể", army: "quân đội", police: "công an", education: "giáo dục", health: "y tế",
    enterprise: "doanh nghiệp", emulation_block: "khối, cụm thi đua", other: "khác",
    movement: "phong trào", drive: "cuộc vận động", programme: "chương trình", contest: "hội thi", title: "danh hiệu",
    project: "công trình",
  },
  en: { mass_organization: "mass organisation", eq: "=", gt: ">", ge: "≥", lt: "<", le: "≤", approx: "≈" },
};

const SIGNS = { eq: "", gt: "> ", ge: "≥ ", lt: "< ", le: "≤ ", approx: "≈ " };

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const nameOf = (key) => own(NAMES[language], key) ?? key.replaceAll("_", " ");
/** The name of a part; a part called "kind" is not the kind of the article. */
const partName = (part) => (part === "kind" ? (language === "vi" ? "loại" : "kind") : nameOf(part));
const valueName = (value) => own(VALUES[language], value) ?? String(value).replaceAll("_", " ");

/** The first of accepted values: gold may list several. */
const firstOf = (value) => (Array.isArray(value) && value.length ? value[0] : value);

/** A value part as text: its options by their names, days and numbers as the language writes them. */
function partText(part, given) {
  const value = part.type === "list" ? given : firstOf(given);
  if (value === null || value === undefined || value === "") return "";
  if (part.type === "choice") return valueName(value);
  if (part.type === "list") return [].concat(value).join("; ");
  if (part.type === "date") return dayText(value);
  if (part.type === "number") return numberText(value);
  if (part.type === "object") return spanText(value);
  return String(value);
}

const numberText = (value) => (typeof value === "number" ? value.toLocaleString(language, { maximumFractionDigits: 6 }) : String(value));

function dayText(day) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!found || language === "en") return String(day);
  return `${Number(found[3])}/${Number(found[2])}/${found[1]}`;
}

const spanText = (span) => `${firstOf(span.start) ? dayText(firstOf(span.start)) : "…"} – ${firstOf(span.end) ? dayText(firstOf(span.end)) : "…"}`;

/** The line that stands for an item. */
function headline(item) {
  const value = (key) => firstOf(item.value[key]);
  if (item.field === "kind") return valueName(value("kind"));
  if (item.field === "launched_on") return dayText(value("date") ?? "…");
  if (item.field === "targets" || item.field === "statistics") {
    const high = value("high") == null ? "" : ` – ${numberText(value("high"))}`;
    const of = value("of") == null ? "" : ` / ${numberText(value("of"))}`;
    return `${own(SIGNS, value("comparator")) ?? ""}${numberText(value("value"))}${high}${of} ${value("unit") ?? ""}`.trim();
  }
  return String(value({ phases: "label", themes: "text", documents: "number" }[item.field] ?? "name") ?? "…");
}

const HEADLINES = {
  launched_on: ["date"], phases: ["label"], themes: ["text"], documents: ["number"], kind: ["kind"],
  targets: ["value", "high", "of", "unit", "comparator"], statistics: ["value", "high", "of", "unit", "comparator"],
};

/** What else an item says, as pairs of name and text. */
function detailsOf(item) {
  const shown = own(HEADLINES, item.field) ?? ["name"];
  return DATA.parts[item.field]
    .filter((part) => !shown.includes(part.name))
    .map((part) => [partName(part.name), partText(part, item.value[part.name])])
    .filter(([, text]) => text !== "");
}
