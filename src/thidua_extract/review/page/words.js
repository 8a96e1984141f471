// What the page says, in both languages; %1 and %2 are filled in.
const WORDS = {
  vi: {
    page: "Soát bản ghi", articles: "Bài", order: "Thứ tự", orderDoubt: "Cần xem trước", orderFile: "Như trong tệp",
    previous: "Bài trước", next: "Bài sau", progress: "đã soát %1/%2 bài",
    save: "Lưu bài này", saveAll: "Lưu tất cả", open: "Mở tệp đã lưu", language: "English", help: "Phím tắt",
    filters: "Bộ lọc", field: "Trường", kind: "Loại bài", confidence: "Độ tin cậy", rule: "Luật", status: "Trạng thái",
    all: "tất cả", below: "dưới %1", clear: "Bỏ lọc", none: "Không có bài nào khớp bộ lọc.",
    text: "Văn bản", record: "Bản ghi", issues: "Điều cần lưu ý", first: "Nên xem trước", timeline: "Các đợt",
    noText: "Không có văn bản nên chỉ xem được: %1", published: "đăng", launched: "phát động",
    accept: "Đúng", reject: "Sai", edit: "Sửa", undo: "Xét lại", add: "Thêm", addSelected: "Thêm từ đoạn đã chọn",
    acceptRest: "Còn lại đều đúng", done: "Đã soát xong bài này", nothing: "không có",
    open_: "chưa xét", accepted: "đúng", rejected: "sai", edited: "đã sửa", added: "đã thêm",
    editTitle: "Sửa: %1", addTitle: "Thêm vào bản ghi", evidence: "Đoạn trích", nth: "lần xuất hiện thứ",
    optional: "không bắt buộc (có hay thiếu đều được)", apply: "Xong", cancel: "Thôi",
    notInText: "Bài không có đoạn trích này.", required: "Cần điền: %1", badNumber: "Không phải số: %1",
    listHint: "cách nhau bằng dấu chấm phẩy",
    downloaded: "Đã tải xuống %1.", saved: "Đã lưu %1.", notSaved: "Chưa lưu được: %1", loaded: "Đã mở %1 bài.",
    unknown: "Không có bài nào tên %1.", unreadable: "Không đọc được tệp: %1", selectFirst: "Hãy chọn một đoạn trong văn bản.",
    shows: "%1/%2 mục", close: "Đóng", confidenceOf: "tin cậy %1", inArticle: "đoạn trích trong bài",
    keys: [["j / k", "mục sau / mục trước"], ["n / p", "bài sau / bài trước"], ["a", "đúng"], ["x", "sai"], ["e", "sửa"],
      ["u", "xét lại"], ["m", "thêm, từ đoạn đã chọn nếu có"], ["t", "sang văn bản, và về lại"], ["d", "đã soát xong bài"],
      ["s", "lưu bài này"], ["f", "bộ lọc"], ["l", "đổi ngôn ngữ"], ["?", "phím tắt"]],
  },
  en: {
    page: "Record review", articles: "Article", order: "Order", orderDoubt: "Doubtful first", orderFile: "As in the file",
    previous: "Previous article", next: "Next article", progress: "%1 of %2 articles checked",
    save: "Save this article", saveAll: "Save all", open: "Open saved", language: "Tiếng Việt", help: "Keys",
    filters: "Filters", field: "Field", kind: "Kind", confidence: "Confidence", rule: "Rule", status: "Status",
    all: "all", below: "below %1", clear: "Clear", none: "No article matches the filters.",
    text: "Text", record: "Record", issues: "Issues", first: "Look here first", timeline: "Phases",
    noText: "Shown without its text, so it cannot be corrected: %1", published: "published", launched: "launched",
    accept: "Accept", reject: "Reject", edit: "Edit", undo: "Reopen", add: "Add", addSelected: "Add from selection",
    acceptRest: "Accept the rest", done: "This article is checked", nothing: "none",
    open_: "open", accepted: "accepted", rejected: "rejected", edited: "edited", added: "added",
    editTitle: "Edit: %1", addTitle: "Add to the record", evidence: "Evidence", nth: "occurrence",
    optional: "optional (neither missing nor present counts)", apply: "Apply", cancel: "Cancel",
    notInText: "The article does not say this.", required: "Needed: %1", badNumber: "Not a number: %1",
    listHint: "separated by semicolons",
    downloaded: "Downloaded %1.", saved: "Saved %1.", notSaved: "Not saved: %1", loaded: "Opened %1 articles.",
    unknown: "No article is called %1.", unreadable: "Cannot be read: %1", selectFirst: "Select a stretch of the text first.",
    shows: "%1 of %2 items", close: "Close", confidenceOf: "confidence %1", inArticle: "evidence in the article",
    keys: [["j / k", "next / previous item"], ["n / p", "next / previous article"], ["a", "accept"], ["x", "reject"],
      ["e", "edit"], ["u", "reopen"], ["m", "add, from the selection if there is one"], ["t", "to the text and back"],
      ["d", "this article is checked"], ["s", "save this article"], ["f", "filters"], ["l", "language"], ["?", "these keys"]],
  },
};

let language = (navigator.language || "").toLowerCase().startsWith("vi") ? "vi" : "en";

/** A sentence of the page in the language chosen. */
function say(key, ...values) {
  return values.reduce((text, value, n) => text.replace(`%${n + 1}`, () => String(value)), WORDS[language][key]);
}
