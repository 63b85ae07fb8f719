// Put before `edit_rubric.js`: a criterion as a row of the table, open with fields or closed with words, and the handle that moves it.

// Moves a row or a level to another place with the mouse, a finger or a pen; the node is what is taken hold of.
class Drag {
  constructor(node, { self, peers, drop }) {
    Object.assign(this, { node, self, peers, act: drop, from: 0, to: null });
    node.addEventListener("pointerdown", (event) => this.begin(event));
    node.addEventListener("pointermove", (event) => this.follow(event));
    node.addEventListener("pointerup", () => this.drop());
    for (const end of ["pointercancel", "lostpointercapture"]) node.addEventListener(end, () => this.stop());
  }
  begin(event) {
    if (event.button !== 0) return;
    this.node.setPointerCapture(event.pointerId);
    this.from = this.to = this.peers().indexOf(this.self);
    this.self.classList.add("rk-dragged");
  }
  follow(event) {
    if (this.to === null) return;
    const all = this.peers();
    const others = all.filter((one) => one !== this.self);
    // Levels stand side by side where there is room, else below each other.
    const across = all.length > 1 && all[1].getBoundingClientRect().top < all[0].getBoundingClientRect().bottom;
    const at = across ? event.clientX : event.clientY;
    this.to = others.filter((one) => middle(one, across) < at).length;
    for (const [place, one] of others.entries()) {
      one.classList.toggle("rk-across", across);
      one.classList.toggle("rk-drop-before", place === this.to);
      one.classList.toggle("rk-drop-after", place === others.length - 1 && this.to === others.length);
    }
  }
  drop() {
    const { from, to } = this;
    this.stop();
    if (to !== null && to !== from) this.act(to);
  }
  stop() {
    this.to = null;
    for (const one of this.peers()) one.classList.remove("rk-dragged", "rk-drop-before", "rk-drop-after", "rk-across");
  }
}

function middle(node, across) {
  const box = node.getBoundingClientRect();
  return across ? (box.left + box.right) / 2 : (box.top + box.bottom) / 2;
}

// Moves a row; with the keyboard Alt and the arrows do what dragging does.
class Handle {
  constructor(row) {
    this.row = row;
    this.node = make("button", { type: "button", class: "rk-handle" }, make("span", { "aria-hidden": "true" }, "⠿"));
    this.node.addEventListener("keydown", (event) => this.press(event));
  }
  // The row's node is there only after its handle.
  hold() {
    const peers = () => [...this.row.editor.rows.values()].map((row) => row.node);
    this.drag = new Drag(this.node, { self: this.row.node, peers, drop: (to) => this.move({ to }) });
  }
  press(event) {
    if (event.key === "Escape") this.drag.stop();
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    this.move({ by });
  }
  move(where) {
    this.row.editor.ask({ do: "move_criterion", criterion: this.row.id, ...where });
  }
}

// The fields of an open row; they are made when it opens and gone when it closes.
class OpenPart {
  constructor(row) {
    this.row = row;
    this.levels = new Map();
    const { editor, talk, id } = row;
    const field = (tag, name, props = {}) => new Field(talk, make(tag, props), { criterion: id, field: name });
    this.name = field("textarea", "name", { rows: "1", class: "rk-one-line" });
    oneLine(this.name.node);
    this.question = field("textarea", "question", { rows: "3" });
    this.weight = field("input", "weight", { type: "text", inputmode: "decimal", class: "rk-weight", size: "5" });
    const step = (what, more = {}) => () => editor.ask({ do: what, criterion: id, ...more });
    this.buttons = new Map([
      ["Move up", command("Up", step("move_criterion", { by: -1 }))],
      ["Move down", command("Down", step("move_criterion", { by: 1 }))],
      ["Duplicate", command("Duplicate", step("duplicate_criterion"))],
      ["Remove", command("Remove", step("remove_criterion"))],
      ["Add level", command("Add level", step("add_level"))],
    ]);
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.refusal = make("p", { class: "rk-problem", hidden: "" });
    this.links = make("fieldset", { class: "rk-links" });
    this.node = this.fields();
  }
  fields() {
    const part = (text, field) => {
      const label = make("span", { class: "rk-small", "aria-hidden": "true" }, text);
      return make("div", { class: `rk-part-${text.toLowerCase()}` }, label, field.node, field.problem);
    };
    const tools = make("div", { class: "rk-tools" }, ...this.buttons.values());
    const fields = [part("Name", this.name), part("Weight", this.weight), part("Question", this.question)];
    return make("div", { class: "rk-row-fields" }, ...fields, this.problem, tools, this.refusal, this.links);
  }
  all() {
    const own = [["name", this.name], ["question", this.question], ["weight", this.weight]];
    const places = own.map(([name, field]) => [`criteria.${this.row.id}.${name}`, field]);
    for (const [id, cell] of this.levels) {
      for (const [name, field] of cell.fields()) places.push([`criteria.${this.row.id}.levels.${id}.${name}`, field]);
    }
    return places;
  }
  update(row, place, count) {
    this.refuse("");
    this.name.label(`Name, criterion ${place + 1} of ${count}`);
    this.question.label(`Question, ${row.label}`);
    this.weight.label(`Weight, of 100, ${row.label}`);
    this.name.show(row.name);
    this.question.show(row.question);
    this.weight.show(row.weight);
    for (const [what, button] of this.buttons) button.setAttribute("aria-label", `${what}, ${row.label}`);
    enable(this.buttons.get("Move up"), place > 0);
    enable(this.buttons.get("Move down"), place < count - 1);
    enable(this.buttons.get("Add level"), row.can_add_level);
    this.updateLinks(row, this.row.editor.view().targets);
  }
  updateLinks(row, targets) {
    const linked = new Set(row.targets);
    redraw(this.links, [targets.map((one) => one.id), row.label], () => {
      this.boxes = new Map(targets.map((one) => [one.id, this.box(one)]));
      const legend = make("legend", { class: "rk-small" }, "Serves these items of vision and mission");
      return [legend, ...[...this.boxes.values()].map((box) => box.label)];
    });
    this.links.hidden = targets.length === 0;
    for (const [at, one] of targets.entries()) {
      const box = this.boxes.get(one.id);
      say(box.text, `${at + 1} ${one.text}`);
      box.input.checked = linked.has(one.id);
    }
  }
  box(target) {
    const input = make("input", { type: "checkbox" });
    const text = make("span");
    const { editor, id } = this.row;
    input.addEventListener("change", () => editor.ask({ do: "link_target", criterion: id, target: target.id, on: input.checked }));
    return { input, text, label: make("label", { class: "rk-link" }, input, text) };
  }
  cells(row) {
    const cells = row.levels.map((level, place) => {
      if (!this.levels.has(level.id)) this.levels.set(level.id, new LevelCell(this.row, level));
      const cell = this.levels.get(level.id);
      cell.update(row, level, place);
      return cell.node;
    });
    const kept = new Set(row.levels.map((level) => level.id));
    for (const id of [...this.levels.keys()]) if (!kept.has(id)) this.levels.delete(id);
    return cells;
  }
  // The live region has said it; this shows it where the person is looking.
  refuse(message) {
    say(this.refusal, message);
    this.refusal.hidden = message === "";
  }
  fault(found) {
    const places = new Map(this.all());
    for (const [path, field] of places) field.fault(found.get(path));
    const rest = [...found].filter(([path]) => path.startsWith(`criteria.${this.row.id}.`) && !places.has(path));
    say(this.problem, rest.map(([, message]) => message).join(" "));
    this.problem.hidden = rest.length === 0;
    const add = this.buttons.get("Add level");
    const own = [`criteria.${this.row.id}`, this.name.node];
    return new Map([own, ...[...places].map(([path, field]) => [path, field.node]), ...rest.map(([path]) => [path, add])]);
  }
  flush() {
    for (const [, field] of this.all()) field.flush();
  }
}

class Row {
  constructor(editor, id) {
    Object.assign(this, { editor, id, talk: editor.talk, place: 0, part: null, drawn: "" });
    this.handle = new Handle(this);
    this.fold = make("button", { type: "button", class: "rk-fold", onclick: () => editor.open(this.isOpen() ? null : id) });
    this.words = make("span");
    this.fold.append(this.words);
    this.marks = make("p", { class: "rk-row-marks" });
    this.question = make("p", { class: "rk-light-text" });
    this.head = make("th", { scope: "row", role: "rowheader" }, make("div", { class: "rk-row-head" }, this.handle.node, this.fold), this.marks, this.question);
    this.node = make("tr", { role: "row" }, this.head);
    this.handle.hold();
  }
  isOpen() {
    return this.editor.openId === this.id;
  }
  update(row, place, count, columns) {
    const open = this.isOpen();
    const shown = JSON.stringify([row, place, count, columns, open]);
    this.place = place;
    // A closed row that says the same is left alone; an open one has fields that wait for their answers.
    if (shown === this.drawn && !open) return;
    this.drawn = shown;
    this.turn(open);
    say(this.words, `${place + 1} ${row.label}, ${row.weight} of 100`);
    this.fold.setAttribute("aria-expanded", String(open));
    this.handle.node.setAttribute("aria-label", `Move ${row.label}, number ${place + 1} of ${count}, with Alt and the arrow keys`);
    redraw(this.marks, row.marks, () => marksOf(row.marks));
    say(this.question, row.question);
    this.part?.update(row, place, count);
    this.updateLevels(row, columns);
  }
  turn(open) {
    this.node.classList.toggle("rk-open", open);
    this.question.hidden = open;
    if (open === Boolean(this.part)) return;
    this.part?.flush();
    this.part?.node.remove();
    this.part = open ? new OpenPart(this) : null;
    if (this.part) this.head.append(this.part.node);
  }
  updateLevels(row, columns) {
    const cells = this.part ? this.part.cells(row) : row.levels.map((level, place) => lightCell(this, level, place));
    const missing = columns - cells.length;
    const blank = missing > 0 ? [make("td", { role: "cell", class: "rk-blank", colspan: String(missing) }, "No level here")] : [];
    arrange(this.node, [this.head, ...cells, ...blank]);
  }
}
