// Put before `lead_round.js`: the released cells, one dot for each answer, and the reasons of a cell when they are opened.

const SIGNS = ["?", "lock", "—", "…"]; // cannot tell, withheld, does not apply, not answered
const DOT = 12;

class Cells {
  constructor(page) {
    Object.assign(this, { page, at: 0, opened: new Map() });
    this.title = make("h3", {});
    this.record = make("p", {});
    this.who = make("select", {});
    this.who.addEventListener("change", () => this.ask());
    const label = make("label", { class: "rk-l-who" }, "Who said what: ", this.who);
    const ends = make("p", {}, "One dot is one answer. Who stands at either end speaks first.");
    this.legend = make("ul", { class: "rk-small rk-l-legend" });
    this.list = make("div", {});
    this.pager = new Pager("Cells", (to) => this.go(to));
    this.node = make("section", { "aria-label": "What was said" }, this.title, this.record, ends, label, this.legend, this.list, this.pager.node);
    this.legend.append(...legend());
  }
  head(view) {
    this.node.hidden = !view.shown;
    if (!view.shown) return;
    say(this.title, `Round ${view.shown}: where you are furthest apart comes first`);
    const lost = "The version of the rubric that this round was opened on is not at hand. Put its file beside the rubric, and run this cell again.";
    say(this.record, view.readable ? view.record : lost);
    this.list.hidden = !view.readable;
    const ways = [["", "not shown"], ["codes", "codes"], ...(view.has_names ? [["names", "codes and names"]] : [])];
    redraw(this.who, ways, () => ways.map(([value, text]) => make("option", { value }, text)));
  }
  go(to) {
    this.at = to;
    this.moved = true;
    this.ask();
  }
  ask() {
    this.page.send({ do: "cells", page: this.at, who: this.who.value });
  }
  draw(message) {
    this.at = message.page;
    this.pager.update(message);
    redraw(this.list, [message.rows, message.round], () => message.rows.map((row) => this.cell(row)));
    if (this.moved) this.list.querySelector("h4")?.focus();
    this.moved = false;
  }
  cell(row) {
    const key = JSON.stringify([row.badge, row.criterion]);
    const reasons = make("ol", { class: "rk-l-reasons", "aria-label": `Reasons, ${row.title}` });
    reasons.hidden = true;
    const button = command(`Reasons (${row.reasons})`, () => this.toggle(key, row));
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", `Reasons (${row.reasons}), ${row.title}`);
    const parts = [make("h4", { tabindex: "-1" }, make("bdi", {}, row.title)), strip(row), ...whoList(row), make("p", { class: "rk-small" }, row.words)];
    const node = make("article", { class: "rk-l-cell" }, ...parts, ...(row.reasons ? [button, reasons] : []));
    const wasOpen = this.opened.get(key)?.open;
    this.opened.set(key, { button, reasons, open: false });
    if (wasOpen) this.toggle(key, row);
    return node;
  }
  toggle(key, row) {
    const one = this.opened.get(key);
    one.open = !one.open;
    one.reasons.hidden = !one.open;
    one.button.setAttribute("aria-expanded", String(one.open));
    if (one.open) this.page.send({ do: "reasons", badge: row.badge, criterion: row.criterion, who: this.who.value });
  }
  drawReasons({ badge, criterion, rows }) {
    const one = this.opened.get(JSON.stringify([badge, criterion]));
    one?.reasons.replaceChildren(...rows.map(reasonLine));
  }
}

function reasonLine({ number, answer, reason, who }) {
  const mark = number === null ? [] : [chip(number), " "];
  const from = who ? [" ", make("span", { class: "rk-small" }, make("bdi", {}, who))] : [];
  return make("li", {}, ...mark, make("b", {}, answer), ": ", make("bdi", {}, reason), ...from);
}

// ---- one strip: a table whose columns are the places where an answer can stand

function strip(row) {
  const perLine = row.levels > 4 ? 2 : 3;
  const height = DOT * Math.max(1, ...row.places.map(({ count }) => Math.ceil(count / perLine)));
  const heads = row.places.map((place, at) => make("th", { scope: "col" }, sign(place, at - row.levels), " ", make("span", { class: "rk-l-name" }, place.name)));
  const dots = row.places.map((place) => make("td", {}, dotPicture(place, perLine, height), make("span", { class: "rk-l-count" }, String(place.count))));
  const range = make("tr", { "aria-hidden": "true" }, make("td", { colspan: row.places.length, class: "rk-l-range" }, rangePicture(row)));
  const body = make("tbody", {}, range, make("tr", {}, ...dots));
  const caption = make("caption", { class: "rk-visually-hidden" }, `How many said what, ${row.title}`);
  return make("table", { class: "rk-l-strip" }, caption, make("thead", {}, make("tr", {}, ...heads)), body);
}

// Who stands where, as a list: names are longer than a column is wide.
function whoList(row) {
  const lines = row.places.flatMap((place, at) => (place.who.length ? [whoLine(place, at - row.levels)] : []));
  return lines.length ? [make("ul", { class: "rk-l-who-list rk-small", "aria-label": `Who said what, ${row.title}` }, ...lines)] : [];
}

function whoLine(place, at) {
  const people = place.who.flatMap((one, index) => [index ? ", " : " ", make("bdi", {}, one)]);
  return make("li", {}, sign(place, at), " ", make("b", {}, `${place.name}:`), ...people);
}

function sign(place, at) {
  if (place.number !== null) return chip(place.number);
  const drawn = SIGNS[at] === "lock" ? picture({ width: 14, height: 16 }, lockShapes()) : SIGNS[at];
  return make("span", { class: "rk-l-sign", "aria-hidden": "true" }, drawn);
}

function lockShapes() {
  return [
    shape("rect", { x: 2, y: 7, width: 10, height: 8, rx: 1, class: "rk-l-lock" }),
    shape("path", { d: "M4 7 V4.5 A3 3 0 0 1 10 4.5 V7", class: "rk-l-line" }),
  ];
}

// Answers of this round are full dots, those carried from an earlier round are rings, at the end of the pile; who has not answered
// is a dashed ring. Each line of the pile stands in the middle.
function dotPicture(place, perLine, height) {
  const kind = (at) => (place.absent ? "rk-l-absent" : at < place.count - place.carried ? "rk-l-full" : "rk-l-hollow");
  const dots = Array.from({ length: place.count }, (_, at) => {
    const line = Math.floor(at / perLine);
    const inLine = Math.min(perLine, place.count - line * perLine);
    const cx = ((perLine - inLine) / 2 + (at % perLine) + 0.5) * DOT;
    return shape("circle", { cx, cy: height - (line + 0.5) * DOT, r: 4.5, class: kind(at) });
  });
  return picture({ viewBox: `0 0 ${perLine * DOT} ${height}`, width: perLine * DOT, class: "rk-l-dots" }, dots);
}

// A line from the lowest to the highest level, a bar over the middle half, a diamond at the middle.
function rangePicture(row) {
  const at = (place) => `${((place + 0.5) * 100) / row.places.length}%`;
  const shapes = [];
  if (row.ends) {
    const [low, high] = row.ends;
    const [from, to] = row.half;
    shapes.push(shape("line", { x1: at(low), x2: at(high), y1: 8, y2: 8, class: "rk-l-line" }));
    for (const end of [low, high]) shapes.push(shape("line", { x1: at(end), x2: at(end), y1: 3, y2: 13, class: "rk-l-line" }));
    shapes.push(shape("line", { x1: at(from), x2: at(to), y1: 8, y2: 8, class: "rk-l-half" }));
    for (const middle of new Set(row.middle)) shapes.push(diamond(at(middle)));
  }
  return picture({ width: "100%", height: 16 }, shapes);
}

function diamond(x) {
  const nested = shape("svg", { x, y: 0, width: 1, height: 16, overflow: "visible" });
  nested.append(shape("path", { d: "M0 1 L7 8 L0 15 L-7 8 Z", class: "rk-l-middle" }));
  return nested;
}

function legend() {
  const items = [
    [[shape("circle", { cx: 12, cy: 8, r: 4.5, class: "rk-l-full" })], "an answer of this round"],
    [[shape("circle", { cx: 12, cy: 8, r: 4.5, class: "rk-l-hollow" })], "carried from an earlier round"],
    [[diamond(12)], "the middle"],
    [[shape("line", { x1: 2, x2: 22, y1: 8, y2: 8, class: "rk-l-half" })], "the middle half"],
    [[shape("line", { x1: 2, x2: 22, y1: 8, y2: 8, class: "rk-l-line" })], "lowest to highest"],
  ];
  const drawn = items.map(([shapes, words]) => make("li", {}, picture({ width: 24, height: 16 }, shapes), make("span", {}, words)));
  const words = ["cannot tell", "withheld", "does not apply", "not answered"];
  return [...drawn, ...words.map((text, at) => make("li", {}, sign({ number: null }, at), make("span", {}, text)))];
}

// ---- pages

class Pager {
  constructor(name, go) {
    this.words = make("span", {});
    this.back = command("Wider ones", () => go(this.page - 1));
    this.next = command("Narrower ones", () => go(this.page + 1));
    this.node = make("div", { class: "rk-l-steps", role: "group", "aria-label": `${name}, pages` }, this.back, this.words, this.next);
    this.node.hidden = true;
  }
  update({ page, last, count, first, rows }) {
    this.page = page;
    this.node.hidden = last === 0;
    enable(this.back, page > 0);
    enable(this.next, page < last);
    say(this.words, `${first} to ${first + rows.length - 1} of ${count}`);
  }
}
