// Draws the grid the kernel sends in `view` and sends each edit back as a step. No rule is decided here.

const PAUSE = 200; // milliseconds of quiet before typing is sent

class Talk {
  constructor(model) {
    this.model = model;
    this.me = `rk${Math.random().toString(36).slice(2)}`;
    this.sent = 0;
    this.answered = 0;
  }
  send(content) {
    this.sent += 1;
    this.model.send({ ...content, from: this.me, n: this.sent });
    return this.sent;
  }
  hear(view) {
    if (view.heard[0] === this.me) this.answered = Math.max(this.answered, view.heard[1]);
  }
}

// One text field: sends what is typed, and takes the kernel's value only when nobody is typing in it.
class Field {
  constructor(talk, node, target) {
    Object.assign(this, { talk, node, target, sentAt: 0, timer: null, bursts: 0, value: "" });
    this.problem = make("p", { class: "rk-problem", id: `${talk.me}-${(Field.made = (Field.made ?? 0) + 1)}`, hidden: "" });
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

class LevelCell {
  constructor(row, level) {
    const target = { criterion: row.id, level: level.id };
    const { talk } = row.editor;
    this.id = level.id;
    this.chip = make("span");
    // A text area, so that a long name wraps; it stays one line of text.
    const name = make("textarea", { rows: "1", class: "rk-level-name" });
    name.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.name = new Field(talk, name, { ...target, field: "name" });
    this.descriptor = new Field(talk, make("textarea", { rows: "5" }), { ...target, field: "descriptor" });
    this.remove = command("Remove level", () => row.editor.ask({ do: "remove_level", ...target }), "rk-quiet");
    const head = make("div", { class: "rk-level-head" }, this.chip, this.name.node);
    this.node = make("td", { role: "cell" }, head, this.name.problem, this.descriptor.node, this.descriptor.problem, this.remove);
  }
  fields() {
    return [["name", this.name], ["descriptor", this.descriptor]];
  }
  update(row, level, place) {
    this.chip.replaceChildren(chip(place));
    this.name.label(`Name of level ${place}, ${row.label}`);
    this.descriptor.label(`What a rater can see at level ${place}, ${row.label}`);
    this.remove.setAttribute("aria-label", `Remove level ${place}, ${row.label}`);
    enable(this.remove, row.can_remove_level);
    this.name.show(level.name);
    this.descriptor.show(level.descriptor);
  }
}

class Row {
  constructor(editor, criterion) {
    this.editor = editor;
    this.id = criterion.id;
    this.levels = new Map();
    const field = (tag, name, props = {}) => new Field(editor.talk, make(tag, props), { criterion: this.id, field: name });
    this.name = field("input", "name", { type: "text" });
    this.question = field("textarea", "question", { rows: "3" });
    this.weight = field("input", "weight", { type: "text", inputmode: "decimal", class: "rk-weight", size: "5" });
    const step = (what, more = {}) => () => editor.ask({ do: what, criterion: this.id, ...more });
    this.buttons = {
      "Move up": command("Up", step("move_criterion", { by: -1 })),
      "Move down": command("Down", step("move_criterion", { by: 1 })),
      Duplicate: command("Duplicate", step("duplicate_criterion")),
      Remove: command("Remove", step("remove_criterion")),
      "Add level": command("Add level", step("add_level")),
    };
    this.fold = make("button", { type: "button", class: "rk-fold", onclick: () => editor.open(this.isOpen() ? null : this.id) });
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.refusal = make("p", { class: "rk-problem", hidden: "" });
    this.node = make("tr", { role: "row" }, this.head());
  }
  head() {
    const part = (text, field) => {
      const label = make("span", { class: "rk-small", "aria-hidden": "true" }, text);
      return make("div", { class: `rk-part-${text.toLowerCase()}` }, label, field.node, field.problem);
    };
    const tools = make("div", { class: "rk-tools" }, ...Object.values(this.buttons));
    const fields = [part("Name", this.name), part("Weight", this.weight), part("Question", this.question)];
    const all = make("div", { class: "rk-row-fields" }, ...fields, this.problem, tools, this.refusal);
    return make("th", { scope: "row", role: "rowheader" }, this.fold, all);
  }
  isOpen() {
    return this.editor.openId === this.id;
  }
  update(row, place, count, columns) {
    this.refuse("");
    this.name.label(`Name, criterion ${place + 1} of ${count}`);
    this.question.label(`Question, ${row.label}`);
    this.weight.label(`Weight, of 100, ${row.label}`);
    for (const name of ["name", "question", "weight"]) this[name].show(row[name]);
    for (const [what, button] of Object.entries(this.buttons)) button.setAttribute("aria-label", `${what}, ${row.label}`);
    enable(this.buttons["Move up"], place > 0);
    enable(this.buttons["Move down"], place < count - 1);
    enable(this.buttons["Add level"], row.can_add_level);
    say(this.fold, `${row.label}, ${row.weight} of 100`);
    this.fold.setAttribute("aria-expanded", String(this.isOpen()));
    this.node.classList.toggle("rk-open", this.isOpen());
    this.updateLevels(row, columns);
  }
  // The live region has said it; this shows it where the person is looking.
  refuse(message) {
    say(this.refusal, message);
    this.refusal.hidden = message === "";
  }
  updateLevels(row, columns) {
    const cells = row.levels.map((level, place) => {
      if (!this.levels.has(level.id)) this.levels.set(level.id, new LevelCell(this, level));
      const cell = this.levels.get(level.id);
      cell.update(row, level, place);
      return cell.node;
    });
    const kept = new Set(row.levels.map((level) => level.id));
    for (const id of [...this.levels.keys()]) if (!kept.has(id)) this.levels.delete(id);
    const head = this.node.firstChild;
    const missing = columns - cells.length;
    const blank = missing > 0 ? [make("td", { role: "cell", class: "rk-blank", colspan: String(missing) }, "No level here")] : [];
    arrange(this.node, [head, ...cells, ...blank]);
  }
  faults(found) {
    const fields = [["name", this.name], ["question", this.question], ["weight", this.weight]];
    const own = fields.map(([name, field]) => [`criteria.${this.id}.${name}`, field]);
    for (const cell of this.levels.values()) {
      for (const [name, field] of cell.fields()) own.push([`criteria.${this.id}.levels.${cell.id}.${name}`, field]);
    }
    for (const [path, field] of own) field.fault(found.get(path));
    const known = new Set(own.map(([path]) => path));
    const rest = [...found].filter(([path]) => path.startsWith(`criteria.${this.id}.`) && !known.has(path));
    say(this.problem, rest.map(([, message]) => message).join(" "));
    this.problem.hidden = rest.length === 0;
    return new Map([...own.map(([path, field]) => [path, field.node]), ...rest.map(([path]) => [path, this.buttons["Add level"]])]);
  }
}

// Puts children in order and touches only those out of place: moving a node takes the focus from it.
function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

class Editor {
  constructor(model, el) {
    this.model = model;
    this.talk = new Talk(model);
    this.rows = new Map();
    this.places = new Map();
    this.openId = model.get("view").criteria[0]?.id ?? null;
    this.build(el);
    this.update();
  }
  build(el) {
    const act = (what) => () => this.tell({ do: what });
    this.headline = make("p", { class: "rk-headline", role: "status" });
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.total = make("p", { class: "rk-total", role: "status" });
    this.list = make("ul", { class: "rk-problems", "aria-label": "Things to mend" });
    this.undo = command("Undo", act("undo"));
    this.redo = command("Redo", act("redo"));
    this.publish = command("", act("publish"), "rk-primary");
    this.caption = make("caption");
    this.header = make("tr", { role: "row" });
    this.body = make("tbody", { role: "rowgroup" });
    const head = make("thead", { role: "rowgroup" }, this.header);
    const table = make("table", { role: "table" }, this.caption, head, this.body);
    this.add = command("Add criterion", () => this.ask({ do: "add_criterion" }));
    const bar = make("div", { class: "rk-bar" }, this.publish, this.undo, this.redo, this.headline, this.total);
    el.append(bar, this.notice, this.list, make("div", { class: "rk-scroll" }, table), this.add);
  }
  flush() {
    for (const row of this.rows.values()) {
      for (const field of [row.name, row.question, row.weight]) field.flush();
      for (const cell of row.levels.values()) for (const [, field] of cell.fields()) field.flush();
    }
  }
  tell(content) {
    this.flush();
    return this.talk.send(content);
  }
  // Asks for a step that changes the shape of the grid; what it makes gets the focus when the answer comes.
  ask(step) {
    this.awaited = { n: this.tell({ do: "step", step }), step, known: this.known() };
  }
  known() {
    return new Set([...this.rows.values()].flatMap((row) => [row.id, ...[...row.levels.keys()].map((id) => `${row.id}.${id}`)]));
  }
  open(id) {
    this.openId = id;
    for (const row of this.rows.values()) {
      row.node.classList.toggle("rk-open", row.isOpen());
      row.fold.setAttribute("aria-expanded", String(row.isOpen()));
    }
  }
  update() {
    const view = this.model.get("view");
    this.talk.hear(view);
    const focused = this.body.getRootNode().activeElement;
    const { step } = this.awaited ?? {};
    const before = [...this.rows.keys()].indexOf(step?.criterion);
    this.updateRows(view);
    this.updateBar(view);
    this.updateProblems(view);
    if (focused && this.body.contains(focused)) focused.focus({ preventScroll: true });
    if (this.awaited && this.talk.answered >= this.awaited.n) this.settle(before);
  }
  updateRows(view) {
    const wanted = view.criteria.map((criterion, place) => {
      if (!this.rows.has(criterion.id)) this.rows.set(criterion.id, new Row(this, criterion));
      const row = this.rows.get(criterion.id);
      row.update(criterion, place, view.criteria.length, view.columns);
      return row;
    });
    this.rows = new Map(wanted.map((row) => [row.id, row]));
    arrange(this.body, wanted.map((row) => row.node));
    say(this.caption, view.title);
    if (this.header.children.length !== view.columns + 1) {
      const column = (text) => make("th", { scope: "col", role: "columnheader" }, text);
      const levels = Array.from({ length: view.columns }, (_, place) => column(place ? `Level ${place}` : "Level 0, the lowest"));
      this.header.replaceChildren(column("Criterion"), ...levels);
    }
  }
  updateBar(view) {
    say(this.headline, view.headline);
    say(this.total, view.total);
    say(this.notice, view.notice);
    say(this.publish, view.publish_label);
    this.notice.classList.toggle("rk-refused", view.refused);
    this.headline.classList.toggle("rk-refused", view.problems.length > 0);
    enable(this.undo, view.can_undo);
    enable(this.redo, view.can_redo);
    enable(this.publish, view.problems.length === 0);
  }
  updateProblems(view) {
    const found = new Map();
    for (const { path, message } of view.problems) found.set(path, found.has(path) ? `${found.get(path)} ${message}` : message);
    this.places = new Map([...this.rows.values()].flatMap((row) => [...row.faults(found)]));
    const shown = view.problems.slice(0, 5).map(({ path, place, message }) => {
      const target = this.places.get(path);
      const words = target ? make("button", { type: "button", class: "rk-quiet", onclick: () => this.jump(path) }, place) : place;
      return make("li", {}, words, `: ${message}`);
    });
    const more = view.problems.length - shown.length;
    if (more > 0) shown.push(make("li", {}, `and ${more} more`));
    const signature = JSON.stringify(view.problems);
    if (signature !== this.signature) this.list.replaceChildren(...shown);
    this.signature = signature;
    this.list.hidden = view.problems.length === 0;
  }
  jump(path) {
    this.open(path.split(".")[1]);
    this.places.get(path)?.focus();
  }
  settle(before) {
    const { step, known } = this.awaited;
    this.awaited = null;
    const view = this.model.get("view");
    if (view.refused) {
      this.rows.get(step.criterion)?.refuse(view.notice);
      return;
    }
    const made = [...this.known()].find((id) => !known.has(id));
    const [criterion, level] = (made ?? "").split(".");
    if (made) {
      this.open(criterion);
      const target = level ? this.rows.get(criterion).levels.get(level).name.node : this.rows.get(criterion).name.node;
      target.focus();
      target.select();
    } else if (step.do === "remove_criterion" && !this.rows.has(step.criterion)) {
      const rows = [...this.rows.values()];
      const next = rows[Math.min(before, rows.length - 1)];
      if (next) this.open(next.id);
      (next?.name.node ?? this.add).focus();
    } else if (step.do === "remove_level" && !this.rows.get(step.criterion)?.levels.has(step.level)) {
      this.rows.get(step.criterion)?.buttons["Add level"].focus();
    }
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-edit-rubric");
  const editor = new Editor(model, el);
  return follow(model, el, () => editor.update(), () => editor.flush());
}

export default { render };
