// Put before `edit_rubric.js`: one text field, and one level as fields or as plain words.

const PAUSE = 200; // milliseconds of quiet before typing is sent
const SHAPES = new Map([["error", "■"], ["warning", "▲"], ["info", "●"]]);

// One text field: sends what is typed, and takes the kernel's value only when nobody is typing in it.
class Field {
  constructor(talk, node, target) {
    Object.assign(this, { talk, node, target, sentAt: 0, timer: null, bursts: 0, value: "" });
    this.problem = make("p", { class: "rk-problem", id: talk.newId(), hidden: "" });
    node.addEventListener("focus", () => (this.bursts += 1));
    node.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), PAUSE);
    });
    node.addEventListener("blur", () => {
      this.flush();
      this.show(this.value);
    });
  }
  flush() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    const step = { do: "set", ...this.target, value: this.node.value };
    this.sentAt = this.talk.send({ do: "step", step, burst: `${this.problem.id}-${this.bursts}` });
  }
  show(value) {
    this.value = value;
    const typing = this.node.getRootNode().activeElement === this.node;
    if (typing || this.timer !== null || this.sentAt > this.talk.answered) return;
    if (this.node.value !== value) this.node.value = value;
  }
  label(text) {
    if (this.node.getAttribute("aria-label") !== text) this.node.setAttribute("aria-label", text);
  }
  fault(message) {
    say(this.problem, message ?? "");
    this.problem.hidden = !message;
    this.node.setAttribute("aria-invalid", String(Boolean(message)));
    if (message) this.node.setAttribute("aria-describedby", this.problem.id);
    else this.node.removeAttribute("aria-describedby");
  }
}

// Shape and word tell errors, warnings and notes apart; colour comes third.
function severity(kind, words) {
  return make("span", { class: `rk-mark rk-mark-${kind}` }, make("span", { "aria-hidden": "true" }, SHAPES.get(kind)), " ", words);
}

function marksOf(marks) {
  return marks.map((one) => severity(one.severity, one.words));
}

// Names are text areas, so that a long one wraps; they stay one line of text.
function oneLine(node) {
  node.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return node;
}

class LevelCell {
  constructor(row, level) {
    const target = { criterion: row.id, level: level.id };
    const { talk, editor } = row;
    this.target = target;
    this.row = row;
    this.chip = make("span", { class: "rk-grip", title: "Drag to move this level" });
    this.name = new Field(talk, oneLine(make("textarea", { rows: "1", class: "rk-one-line rk-level-name" })), { ...target, field: "name" });
    this.descriptor = new Field(talk, make("textarea", { rows: "5" }), { ...target, field: "descriptor" });
    const step = (what, more = {}) => () => editor.ask({ do: what, ...target, ...more });
    this.buttons = new Map([
      ["Lower", command("Move lower", step("move_level", { by: -1 }), "rk-quiet")],
      ["Higher", command("Move higher", step("move_level", { by: 1 }), "rk-quiet")],
      ["Copy", command("Copy", step("duplicate_level"), "rk-quiet")],
      ["Remove", command("Remove", step("remove_level"), "rk-quiet")],
    ]);
    this.marks = command("", () => editor.side.focusOn(level.id), "rk-quiet rk-marks");
    this.anchors = make("ul", { class: "rk-anchors" });
    const head = make("div", { class: "rk-level-head" }, this.chip, this.name.node);
    const tools = make("div", { class: "rk-level-tools" }, ...this.buttons.values());
    const fields = [head, this.name.problem, this.descriptor.node, this.descriptor.problem];
    this.node = make("td", { role: "cell" }, ...fields, this.marks, this.anchors, tools);
    const peers = () => [...row.node.querySelectorAll(":scope > td:not(.rk-blank)")];
    this.drag = new Drag(this.chip, { self: this.node, peers, drop: (to) => editor.ask({ do: "move_level", ...target, to }) });
  }
  fields() {
    return [["name", this.name], ["descriptor", this.descriptor]];
  }
  update(row, level, place) {
    redraw(this.chip, place, () => [chip(place)]);
    this.name.label(`Name of level ${place}, ${row.label}`);
    this.descriptor.label(`What a rater can see at level ${place}, ${row.label}`);
    const words = new Map([["Lower", "Move lower"], ["Higher", "Move higher"], ["Copy", "Copy"], ["Remove", "Remove"]]);
    for (const [what, button] of this.buttons) button.setAttribute("aria-label", `${words.get(what)}, level ${place}, ${row.label}`);
    enable(this.buttons.get("Lower"), place > 0);
    enable(this.buttons.get("Higher"), place < row.levels.length - 1);
    enable(this.buttons.get("Copy"), row.can_add_level);
    enable(this.buttons.get("Remove"), row.can_remove_level);
    this.name.show(level.name);
    this.descriptor.show(level.descriptor);
    redraw(this.marks, level.marks, () => marksOf(level.marks));
    this.marks.hidden = level.marks.length === 0;
    this.showAnchors(row, level, place);
  }
  showAnchors(row, level, place) {
    redraw(this.anchors, [level.anchors, row.label, place], () =>
      level.anchors.map((one, at) => {
        const off = command("Take off", () => this.row.editor.ask({ do: "remove_anchor", ...this.target, text: one.text }), "rk-quiet");
        off.setAttribute("aria-label", `Take off pinned words ${at + 1}, level ${place}, ${row.label}`);
        return make("li", {}, make("q", {}, one.shown), " ", make("span", { class: "rk-small" }, one.source), off);
      }),
    );
    this.anchors.hidden = level.anchors.length === 0;
  }
}

// A closed row's level: words only. A click opens the row at this cell; with the keyboard the row's button does.
function lightCell(row, level, place) {
  const name = make("span", { class: "rk-light-name" }, level.name);
  const pinned = level.anchors.length ? [make("p", { class: "rk-small" }, `${level.anchors.length} pinned`)] : [];
  const words = make("p", { class: "rk-light-text" }, level.descriptor);
  const cell = make("td", { role: "cell", class: "rk-light" }, make("div", {}, chip(place), " ", name), words, ...marksOf(level.marks), ...pinned);
  cell.addEventListener("click", () => row.editor.open(row.id, level.id));
  return cell;
}
