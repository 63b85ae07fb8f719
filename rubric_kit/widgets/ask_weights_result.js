// Put before `ask_weights.js`: what the answers come to, criterion by criterion, and what should be known about it.

function weightPicture(row) {
  const bar = (y, width, name) => shape("rect", { x: 0, y, width: percent(width), height: 8, class: name });
  const marks = [bar(4, row.at.stated, "rk-full"), bar(16, row.at.effective, "rk-hollow")];
  if (row.at.range) {
    const [low, high] = row.at.range.map(percent);
    marks.push(shape("line", { x1: low, x2: high, y1: 8, y2: 8, class: "rk-range" }));
    for (const x of [low, high]) marks.push(shape("line", { x1: x, x2: x, y1: 2, y2: 14, class: "rk-range" }));
  }
  return picture({ width: "100%", height: 28, class: "rk-bars" }, marks);
}

function weightKey(mark, words) {
  return make("li", {}, picture({ width: 24, height: 16 }, [mark]), make("span", {}, words));
}

// The column of bars needs no title for those who see it.
function headWords(head) {
  return make("span", { class: head.kind === "rk-bar-cell" ? "rk-visually-hidden" : "" }, head.words);
}

class Result {
  constructor(asking) {
    this.source = make("p");
    this.beside = new Choice(asking, { do: "beside" }, "Put beside it");
    this.besideLabel = make("label", { class: "rk-choice" }, make("span", {}, "Put beside it"), this.beside.node);
    this.head = make("tr", { role: "row" });
    this.body = make("tbody", { role: "rowgroup" });
    this.caption = make("caption", { class: "rk-small" });
    const head = make("thead", { role: "rowgroup" }, this.head);
    this.table = make("table", { role: "table", class: "rk-weights" }, this.caption, head, this.body);
    this.key = make("ul", { class: "rk-small rk-key" });
    this.fit = make("p");
    this.fitSmall = make("p", { class: "rk-small" });
    this.hints = make("ul", { class: "rk-hints", "aria-label": "What to know about these weights" });
    const heading = make("h3", {}, "What it comes to");
    const parts = [heading, this.source, this.besideLabel, this.table, this.key, this.fit, this.fitSmall, this.hints];
    this.node = make("section", { class: "rk-result", "aria-label": "What it comes to" }, ...parts);
  }
  update(result) {
    say(this.source, result.source);
    this.beside.show(result.others, result.other);
    this.besideLabel.hidden = result.others.length < 2;
    say(this.caption, result.caption);
    redraw(this.head, result.heads, () => result.heads.map((one) => make("th", { scope: "col", role: "columnheader", class: one.kind }, headWords(one))));
    redraw(this.body, result.rows, () => result.rows.map((row) => this.row(row, result.heads)));
    redraw(this.key, result.key, () => this.keys(result.key));
    say(this.fit, result.fit);
    say(this.fitSmall, result.fit_small);
    redraw(this.hints, result.hints, () => result.hints.map((one) => make("li", {}, one)));
    for (const node of [this.fit, this.fitSmall]) node.hidden = node.textContent === "";
    this.hints.hidden = result.hints.length === 0;
  }
  row(row, heads) {
    const cells = row.numbers.map((text, at) => {
      // Where the table falls apart into blocks, each number says itself what it is.
      const name = make("span", { class: "rk-inline-head rk-small", "aria-hidden": "true" }, `${heads[at + 1].words}: `);
      return make("td", { role: "cell", class: "rk-number" }, name, text);
    });
    const bars = make("td", { role: "cell", class: "rk-bar-cell" }, weightPicture(row));
    return make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, row.name), ...cells, bars);
  }
  keys(words) {
    const rect = (name) => shape("rect", { x: 0, y: 4, width: 24, height: 8, class: name });
    const range = shape("path", { d: "M1 2 V14 M23 2 V14 M1 8 H23", class: "rk-range" });
    const marks = [rect("rk-full"), rect("rk-hollow"), range];
    return words.map((text, at) => weightKey(marks[at], text));
  }
}
