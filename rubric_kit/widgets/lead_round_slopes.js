// Put before `lead_round.js`: what a talk changed, from the level before on the left to the level after on the right.

const STEP = 24; // pixels from level to level
const LEFT = 36;
const RIGHT = 164;

class Slopes {
  constructor(page) {
    Object.assign(this, { page, at: 0 });
    this.title = make("h3", {});
    this.note = make("p", { class: "rk-small" }, "Only what somebody answered again. The thicker a line, the more people went that way.");
    this.none = make("p", {}, "Nobody answered anything again.");
    this.list = make("div", {});
    this.pager = new Pager("Changes", (to) => this.go(to));
    this.node = make("section", { "aria-label": "What the talk changed" }, this.title, this.note, this.none, this.list, this.pager.node);
  }
  head(view) {
    this.node.hidden = view.shown < 2 || !view.readable;
    say(this.title, `What the talk changed: from round ${view.shown - 1} to round ${view.shown}`);
  }
  go(to) {
    this.at = to;
    this.ask();
  }
  ask() {
    this.page.send({ do: "slopes", page: this.at });
  }
  draw(message) {
    this.at = message.page;
    this.none.hidden = message.count > 0;
    this.note.hidden = !message.count;
    this.pager.update(message);
    redraw(this.list, message.rows, () => message.rows.map((row) => change(row, message.round)));
  }
}

function change(row, round) {
  const words = [make("h4", {}, make("bdi", {}, row.title)), make("p", {}, row.words)];
  if (row.ways) words.push(make("p", { class: "rk-small" }, `People, from level to level: ${row.ways}`));
  return make("article", { class: "rk-l-cell rk-l-change" }, slopePicture(row, round), make("div", {}, ...words));
}

function slopePicture({ names, steps }, round) {
  const bottom = 24 + STEP * (names.length - 1) + 8;
  const y = (level) => bottom - 8 - level * STEP;
  const lines = steps.map(([before, after, people]) =>
    shape("line", { x1: LEFT, x2: RIGHT, y1: y(before), y2: y(after), "stroke-width": 1 + Math.min(people, 20) * 0.6, class: before === after ? "rk-l-stayed" : "rk-l-went" }),
  );
  const numbers = names.flatMap((_, level) => [LEFT - 18, RIGHT + 18].map((x) => shape("text", { x, y: y(level) + 5, class: "rk-l-number" }, String(level))));
  const ends = [shape("text", { x: LEFT, y: 10, class: "rk-l-number" }, `round ${round - 1}`), shape("text", { x: RIGHT, y: 10, class: "rk-l-number" }, `round ${round}`)];
  const axes = [LEFT, RIGHT].map((x) => shape("line", { x1: x, x2: x, y1: y(names.length - 1) - 4, y2: y(0) + 4, class: "rk-l-axis" }));
  return picture({ width: 200, height: bottom, class: "rk-l-slope" }, [...axes, ...lines, ...numbers, ...ends]);
}
