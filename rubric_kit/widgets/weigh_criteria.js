// Draws what the kernel sends as `view` and sends what a person moves as `asked`. No score is computed here.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes, text = "") {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

const percent = (basisPoints) => `${basisPoints / 100}%`;

/* ---- asking ---- */

function waitingMoves(model) {
  const answered = model.get("view").answered;
  return (model.get("asked").moves ?? []).filter((move) => move.number > answered);
}

function ask(model, move) {
  const waiting = waitingMoves(model);
  const number = Math.max(model.get("asked").number ?? 0, model.get("view").answered) + 1;
  // Of several moves of one slider only where it ends counts; a move of another one before it must not get lost.
  if (waiting.length && waiting.at(-1).criterion === move.criterion) waiting.pop();
  model.set("asked", { number, moves: [...waiting, { ...move, number }] });
  model.save_changes();
}

/* ---- weights ---- */

function sayWeight(control, text) {
  control.range.setAttribute("aria-valuetext", `${text} of 100`);
}

function weightControl(model, item) {
  const row = make("div", { class: "rk-w-weight" });
  const label = make("label", { class: "rk-w-slider" });
  const title = make("span", { class: "rk-w-name" }, item.name);
  const note = make("span", { class: "rk-small rk-w-note" });
  const range = make("input");
  const number = make("input", { class: "rk-number" });
  Object.assign(range, { type: "range", min: "0", max: "100", step: "1" });
  Object.assign(number, { type: "number", min: "0", max: "100", step: "1" });
  range.setAttribute("aria-label", `${item.name}, weight`);
  number.setAttribute("aria-label", `${item.name}, weight in points of 100`);
  title.append(" ", note);
  label.append(title, range);
  row.append(label, number);
  const control = { row, range, number, note, typing: false };
  range.addEventListener("input", () => {
    number.value = range.value;
    sayWeight(control, range.value);
    ask(model, { criterion: item.id, to: range.value });
  });
  number.addEventListener("input", () => { control.typing = true; });
  number.addEventListener("blur", () => { control.typing = false; });
  number.addEventListener("change", () => {
    control.typing = false;
    ask(model, { criterion: item.id, to: number.value });
  });
  return control;
}

function drawWeights(model, view, list, controls) {
  const moving = new Set(waitingMoves(model).map((move) => move.criterion));
  for (const item of view.criteria) {
    if (!controls.has(item.id)) {
      controls.set(item.id, weightControl(model, item));
      list.append(controls.get(item.id).row);
    }
    const control = controls.get(item.id);
    say(control.note, item.note);
    // An answer to an earlier request must not pull back the control that a person is still moving.
    if (moving.has(item.id)) continue;
    control.range.value = item.shown;
    sayWeight(control, item.shown);
    if (!control.typing) control.number.value = item.shown;
  }
}

/* ---- ranking ---- */

const OUTCOME_SHAPES = new Map([
  ["accept", () => [shape("circle", { cx: 9, cy: 9, r: 7, class: "rk-w-full" })]],
  ["accept_at_level", (mark) => [
    shape("circle", { cx: 9, cy: 9, r: 8, class: "rk-w-full" }),
    shape("text", { x: 9, y: 13, class: "rk-w-on-full" }, mark),
  ]],
  ["conditional", () => [
    shape("circle", { cx: 9, cy: 9, r: 7, class: "rk-w-ring" }),
    shape("path", { d: "M9 2 A7 7 0 0 0 9 16 Z", class: "rk-w-full" }),
  ]],
  ["narrative", () => [shape("circle", { cx: 9, cy: 9, r: 7, class: "rk-w-ring" })]],
  ["endorse", () => [
    shape("path", { d: "M9 1 L11.4 6.4 L17 7 L12.8 10.9 L14 17 L9 13.8 L4 17 L5.2 10.9 L1 7 L6.6 6.4 Z", class: "rk-w-full" }),
  ]],
  ["not_counted", () => [shape("path", { d: "M3 9 H15", class: "rk-w-ring" })]],
  ["undetermined", () => [
    shape("circle", { cx: 9, cy: 9, r: 8, class: "rk-w-ring rk-w-dashed" }),
    shape("text", { x: 9, y: 13, class: "rk-w-sign" }, "?"),
  ]],
]);

function picture(attributes, children) {
  const svg = shape("svg", { "aria-hidden": "true", focusable: "false", ...attributes });
  svg.append(...children);
  return svg;
}

function cutLines(view) {
  return view.cuts.map((cut) => shape("line", { x1: percent(cut.at), x2: percent(cut.at), y1: 0, y2: 24, class: "rk-w-cut" }));
}

function lock(x) {
  const glyph = shape("svg", { x, y: 5, width: 12, height: 14, overflow: "visible" });
  glyph.append(
    shape("rect", { x: -5, y: 6, width: 10, height: 8, rx: 1, class: "rk-w-full" }),
    shape("path", { d: "M-3 6 V3.5 A3 3 0 0 1 3 3.5 V6", class: "rk-w-ring" }),
  );
  return glyph;
}

function scoreMarks(row) {
  if (row.low === null) return [];
  if (row.low === row.high) return [shape("circle", { cx: percent(row.low), cy: 12, r: 6, class: "rk-w-full" })];
  const bar = { x: percent(row.low), width: percent(row.high - row.low), y: 6, height: 12, rx: 3, class: "rk-w-hollow" };
  const marks = [shape("rect", bar)];
  if (row.withheld) marks.push(lock(percent((row.low + row.high) / 2)));
  return marks;
}

function scorePicture(view, row) {
  const track = shape("line", { x1: "0%", x2: "100%", y1: 12, y2: 12, class: "rk-w-track" });
  return picture({ class: "rk-w-score", width: "100%", height: 24 }, [track, ...cutLines(view), ...scoreMarks(row)]);
}

function scalePicture(view) {
  const numbers = [];
  let last = -Infinity;
  const ends = [{ at: 0, shown: "0" }, ...view.cuts, { at: 10000, shown: "100" }];
  for (const { at, shown } of ends) {
    // Two numbers closer than this would print over each other.
    if (at - last < 900) continue;
    last = at;
    numbers.push(shape("text", { x: percent(at), y: 12, class: "rk-w-scale" }, shown));
  }
  return picture({ class: "rk-w-score", width: "100%", height: 16 }, numbers);
}

function headRow() {
  const row = make("tr");
  row.setAttribute("role", "row");
  const heads = [["Place", "rk-w-place"], ["Badge", "rk-w-badge"], ["Score of 100", "rk-w-bar"], ["Decision", "rk-w-outcome"]];
  const cells = heads.map(([text, name]) => {
    const cell = make("th", { class: name }, text);
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    return cell;
  });
  row.append(...cells);
  return { row, score: cells[2] };
}

function badgeRow() {
  const row = make("tr");
  const place = make("td", { class: "rk-w-place" });
  const badge = make("th", { class: "rk-w-badge" });
  const bar = make("td", { class: "rk-w-bar" });
  const outcome = make("td", { class: "rk-w-outcome" });
  row.setAttribute("role", "row");
  badge.scope = "row";
  badge.setAttribute("role", "rowheader");
  for (const cell of [place, bar, outcome]) cell.setAttribute("role", "cell");
  row.append(place, badge, bar, outcome);
  return { row, place, badge, bar, outcome };
}

function fillRow(cells, view, row) {
  say(cells.place, row.place);
  cells.badge.replaceChildren(make("bdi", {}, row.label));
  cells.bar.replaceChildren(scorePicture(view, row), make("span", { class: "rk-w-text" }, row.text));
  if (row.missing) cells.bar.append(make("span", { class: "rk-small rk-w-line" }, row.missing));
  const glyph = picture({ width: 18, height: 18, class: "rk-w-glyph" }, OUTCOME_SHAPES.get(row.kind)(row.mark));
  cells.outcome.replaceChildren(glyph, make("span", {}, row.outcome));
  if (row.why) cells.outcome.append(make("span", { class: "rk-small rk-w-line" }, row.why));
}

function drawRanking(view, body, rows) {
  for (const row of view.rows) {
    if (!rows.has(row.key)) rows.set(row.key, badgeRow());
    fillRow(rows.get(row.key), view, row);
  }
  const order = view.rows.map((row) => rows.get(row.key).row);
  if (order.some((row, at) => body.children[at] !== row)) body.replaceChildren(...order);
}

function drawLegend(view, legend) {
  const entries = [
    [shape("circle", { cx: 12, cy: 12, r: 6, class: "rk-w-full" })], "the score",
    [shape("rect", { x: 1, y: 6, width: 22, height: 12, rx: 3, class: "rk-w-hollow" })], "somewhere in this range: something is missing",
    [shape("rect", { x: 1, y: 6, width: 22, height: 12, rx: 3, class: "rk-w-hollow" }), lock(12)], "something missing is withheld",
    [shape("line", { x1: 12, x2: 12, y1: 0, y2: 24, class: "rk-w-cut" })],
    view.cuts.length ? `cuts: ${view.cuts.map((cut) => `${cut.name} from ${cut.shown}`).join(", ")}` : "no cuts",
  ];
  legend.replaceChildren();
  for (let at = 0; at < entries.length; at += 2) {
    const entry = make("li");
    entry.append(picture({ width: 24, height: 24 }, entries[at]), make("span", {}, entries[at + 1]));
    legend.append(entry);
  }
}

/* ---- the whole ---- */

// A list that scrolls takes the focus, so that arrow keys move it; one that is all in sight would only be a stop on the way.
function focusWhenScrolling(pane, inside) {
  const sizes = new ResizeObserver(() => {
    if (pane.scrollHeight > pane.clientHeight) pane.tabIndex = 0;
    else pane.removeAttribute("tabindex");
  });
  sizes.observe(pane);
  sizes.observe(inside);
  return sizes;
}

function build(model) {
  const root = make("div", { class: "rk rk-weigh-criteria" });
  const columns = make("div", { class: "rk-w-columns" });
  const weights = make("section", { class: "rk-w-weights" });
  const list = make("div");
  const again = make("button", {}, "Start again");
  const changed = make("p", { class: "rk-w-changed" });
  const ranking = make("section", { class: "rk-w-ranking" });
  const table = make("table");
  const pane = make("div", { class: "rk-w-pane", role: "group", "aria-label": "Ranked badges" }, table);
  const caption = make("caption", { class: "rk-small" }, "Sorted by the lowest score each badge can have.");
  const head = make("thead");
  const body = make("tbody");
  const scores = headRow();
  const legend = make("ul", { class: "rk-small rk-w-legend" });
  const order = make("p", { class: "rk-w-order" });
  const empty = make("p", {}, "No badge to rank yet: read some badges first.");
  again.type = "button";
  again.addEventListener("click", () => ask(model, { start_again: true }));
  weights.setAttribute("aria-label", "Weights");
  ranking.setAttribute("aria-label", "Ranking");
  changed.setAttribute("aria-live", "polite");
  changed.setAttribute("aria-atomic", "true");
  table.setAttribute("role", "table");
  head.setAttribute("role", "rowgroup");
  body.setAttribute("role", "rowgroup");
  head.append(scores.row);
  table.append(caption, head, body);
  weights.append(make("div", { class: "rk-w-title" }, make("h3", {}, "Weights, points of 100"), again), list);
  ranking.append(make("h3", {}, "Ranking"), pane, empty, legend, order);
  columns.append(weights, changed, ranking);
  root.append(columns);
  return { root, list, changed, pane, table, body, scoreHead: scores.score, legend, order, empty };
}

function render({ model, el }) {
  const parts = build(model);
  const controls = new Map();
  const rows = new Map();
  const draw = () => {
    const view = model.get("view");
    drawWeights(model, view, parts.list, controls);
    drawRanking(view, parts.body, rows);
    say(parts.changed, view.problem || view.changed);
    parts.changed.classList.toggle("rk-w-problem", Boolean(view.problem));
    say(parts.order, view.order);
    parts.pane.hidden = parts.legend.hidden = view.rows.length === 0;
    parts.empty.hidden = view.rows.length > 0;
  };
  const view = model.get("view");
  parts.scoreHead.append(scalePicture(view));
  drawLegend(view, parts.legend);
  draw();
  el.append(parts.root);
  const sizes = focusWhenScrolling(parts.pane, parts.table);
  return follow(model, el, draw, () => {
    sizes.disconnect();
    parts.root.remove();
  });
}

export default { render };
