// Put before `read_badges.js`: draws one row of the table from what the kernel's `intake_rows.py` sends. It words and counts nothing.

const SIGNS = { no: "✕", unsure: "?", look: "!" };
const SIGN_WORDS = { no: "Not to be trusted: ", unsure: "Cannot be told: ", look: "Look at it: " };
const OUTCOMES = { badge: "●", "not-a-badge": "○", unreadable: "✕" };
const HEADS = ["Badge", "Read", "Missing", "Not safe to trust"];
const IN_SIGHT = 3; // missing facts that are shown before "more"

function lines(texts) {
  return texts.length ? [make("ul", {}, ...texts.map((text) => make("li", {}, make("bdi", {}, text))))] : [];
}

function opening(words, ...children) {
  return make("details", {}, make("summary", {}, words), ...children);
}

// On a narrow screen the cell bears the title of its column.
function cell(at, parts) {
  const inner = parts.length ? parts : [make("p", { class: "rk-small" }, "Not looked at.")];
  return make("td", { role: "cell" }, make("span", { class: "rk-cell-title", "aria-hidden": "true" }, HEADS[at]), ...inner);
}

function rowHead(row, name) {
  const sign = make("span", { "aria-hidden": "true" }, OUTCOMES[row.outcome]);
  const mark = make("span", { class: `rk-outcome rk-${row.outcome}` }, sign, ` ${row.outcome_words}`);
  const file = make("span", { class: "rk-file rk-small" }, make("bdi", {}, name), name === row.label ? "" : ` (${row.label})`);
  const issuer = make("span", { class: "rk-issuer" }, "by ", make("bdi", {}, row.issuer));
  const title = row.name ? [make("bdi", { class: "rk-name" }, row.name), issuer] : [];
  return make("th", { scope: "row", role: "rowheader" }, ...title, mark, file, make("span", { class: "rk-small" }, row.format));
}

function publishedList({ title, told, missing }) {
  const rest = missing.length ? [make("span", { class: "rk-line" }, `Missing: ${missing.join("; ")}.`)] : [];
  return make("li", {}, make("b", {}, title), `: ${told}.`, ...rest);
}

function missingParts(row) {
  if (!row.name) return lines(row.missing);
  const rest = row.missing.slice(IN_SIGHT);
  const first = row.missing.length ? lines(row.missing.slice(0, IN_SIGHT)) : [make("p", {}, "Nothing that a reader needs.")];
  const more = rest.length ? [opening(`${rest.length} more`, ...lines(rest))] : [];
  const published = row.lists.length ? [opening("Missing from published lists", make("ul", {}, ...row.lists.map(publishedList)))] : [];
  return [...first, ...more, ...published];
}

function doubtLine({ sign, head, text }) {
  const mark = make("span", { class: `rk-sign rk-sign-${sign}`, "aria-hidden": "true" }, SIGNS[sign]);
  const spoken = make("span", { class: "rk-visually-hidden" }, SIGN_WORDS[sign]);
  return make("li", {}, mark, make("span", {}, spoken, make("b", {}, head), text ? ". " : "", make("bdi", {}, text)));
}

function doubtParts(row) {
  const todo = row.advice.length ? [make("p", { class: "rk-todo" }, make("b", {}, "What to do: "), row.advice.join(" "))] : [];
  const none = row.name ? [make("p", {}, "Nothing was found.")] : [];
  return [...(row.doubts.length ? [make("ul", { class: "rk-doubts" }, ...row.doubts.map(doubtLine))] : none), ...todo];
}

function itemRow(row, name) {
  const cells = [lines(row.read), missingParts(row), doubtParts(row)].map((parts, at) => cell(at + 1, parts));
  return make("tr", { role: "row" }, rowHead(row, name), ...cells);
}
