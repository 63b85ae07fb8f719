// Put before `weigh_criteria.js`: the ranking as a table, with scores, cuts and outcomes as small pictures.

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

const ACCEPTED = "Accepted by, of 100 weightings";

function headRow() {
  const row = make("tr");
  row.setAttribute("role", "row");
  const heads = [["Place", "rk-w-place"], ["Badge", "rk-w-badge"], ["Score of 100", "rk-w-bar"], ["Decision", "rk-w-outcome"], [ACCEPTED, "rk-w-share"]];
  const cells = heads.map(([text, name]) => {
    const cell = make("th", { class: name }, text);
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    return cell;
  });
  row.append(...cells);
  return { row, score: cells[2], share: cells[4] };
}

function badgeRow() {
  const row = make("tr");
  const place = make("td", { class: "rk-w-place" });
  const badge = make("th", { class: "rk-w-badge" });
  const bar = make("td", { class: "rk-w-bar" });
  const outcome = make("td", { class: "rk-w-outcome" });
  const share = make("td", { class: "rk-w-share" });
  row.setAttribute("role", "row");
  badge.scope = "row";
  badge.setAttribute("role", "rowheader");
  for (const cell of [place, bar, outcome, share]) cell.setAttribute("role", "cell");
  row.append(place, badge, bar, outcome, share);
  return { row, place, badge, bar, outcome, share };
}

function fillRow(cells, view, row) {
  say(cells.place, row.place);
  cells.badge.replaceChildren(make("bdi", {}, row.label));
  cells.bar.replaceChildren(scorePicture(view, row), make("span", { class: "rk-w-text" }, row.text));
  if (row.missing) cells.bar.append(make("span", { class: "rk-small rk-w-line" }, row.missing));
  const glyph = picture({ width: 18, height: 18, class: "rk-w-glyph" }, OUTCOME_SHAPES.get(row.kind)(row.mark));
  cells.outcome.replaceChildren(glyph, make("span", {}, row.outcome));
  if (row.why) cells.outcome.append(make("span", { class: "rk-small rk-w-line" }, row.why));
  cells.share.hidden = !row.share;
  if (row.share) cells.share.replaceChildren(sharePicture(row.share), shareWords(row.share));
}

// Where the table falls apart into blocks, the head of the column stands with each number.
function shareWords(share) {
  return make("span", { class: "rk-w-text" }, make("span", { class: "rk-w-lead", "aria-hidden": "true" }, `${ACCEPTED}: `), share.text);
}

// How much of all weightings accepts the badge: filled is certain, hollow hangs on what is missing.
function sharePicture(share) {
  const track = shape("rect", { x: 0, y: 6, width: "100%", height: 12, rx: 3, class: "rk-w-frame" });
  const open = shape("rect", { x: 0, y: 6, width: percent(share.high), height: 12, rx: 3, class: "rk-w-hollow" });
  const sure = shape("rect", { x: 0, y: 6, width: percent(share.low), height: 12, rx: 3, class: "rk-w-full" });
  return picture({ class: "rk-w-score", width: "100%", height: 24 }, [track, ...(share.high > share.low ? [open] : []), ...(share.low ? [sure] : [])]);
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
