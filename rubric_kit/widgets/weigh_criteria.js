// Draws what the kernel sends as `view` and sends what a person moves as `asked`. No score is computed here.

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
  const follows = make("p", { class: "rk-small" });
  const certain = make("p", { class: "rk-w-certain" });
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
  weights.append(make("div", { class: "rk-w-title" }, make("h3", {}, "Weights, points of 100"), again), follows, list);
  ranking.append(make("h3", {}, "Ranking"), certain, pane, empty, legend, order);
  columns.append(weights, changed, ranking);
  root.append(columns);
  return { root, list, changed, pane, table, body, scoreHead: scores.score, shareHead: scores.share, legend, order, empty, follows, certain };
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
    for (const [node, text] of [[parts.follows, view.follows], [parts.certain, view.certain]]) {
      say(node, text);
      node.hidden = text === "";
    }
    parts.shareHead.hidden = view.certain === "";
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
