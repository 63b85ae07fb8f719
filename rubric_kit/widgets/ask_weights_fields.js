// Put before the other parts of `ask_weights.js`: what is sent to the kernel, and controls that wait for its answer.

const PAUSE = 250; // milliseconds of quiet before a typed number is sent

// Steps travel in the trait `asked`, numbered; those that were not answered yet travel along, so that none gets lost.
class Asking {
  constructor(model) {
    this.model = model;
  }
  waiting() {
    const { answered } = this.model.get("view");
    return (this.model.get("asked").steps ?? []).filter((step) => step.number > answered);
  }
  // A step of a named control takes the place of its last one, if that was not answered yet: only where it ends counts.
  ask(step, control = "") {
    const waiting = this.waiting();
    const number = Math.max(this.model.get("asked").number ?? 0, this.model.get("view").answered) + 1;
    if (control && waiting.at(-1)?.control === control) waiting.pop();
    this.model.set("asked", { number, steps: [...waiting, { ...step, control, number }] });
    this.model.save_changes();
    return number;
  }
  waitsFor(control) {
    return this.waiting().some((step) => step.control === control);
  }
}

let controlsMade = 0;

// Random, so that two views of one widget never share a name.
function newName() {
  controlsMade += 1;
  return `rk${Math.random().toString(36).slice(2)}-${controlsMade}`;
}

// A number that is sent after a pause, and that the kernel does not overwrite while somebody types or while it is on its way.
class NumberField {
  constructor(asking, step, { label, least = 0, most }) {
    Object.assign(this, { asking, step, timer: null, control: newName() });
    const range = most === undefined ? {} : { max: String(most) };
    this.node = make("input", { type: "number", class: "rk-number", min: String(least), step: "any", inputmode: "decimal", "aria-label": label, ...range });
    this.node.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), PAUSE);
    });
    this.node.addEventListener("change", () => this.flush());
  }
  flush() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    // The browser gives no text for what is no number; the kernel says what is wrong with it.
    const value = this.node.validity.badInput ? "?" : this.node.value;
    this.asking.ask({ ...this.step, value }, this.control);
  }
  label(text) {
    if (this.node.getAttribute("aria-label") !== text) this.node.setAttribute("aria-label", text);
  }
  show(value) {
    if (this.timer !== null || this.node.validity.badInput || this.asking.waitsFor(this.control)) return;
    if (this.node.value !== value) this.node.value = value;
  }
}

// A list to choose from; `options` are {id, name}, and the first is what stands there before anybody has chosen.
class Choice {
  constructor(asking, step, label) {
    Object.assign(this, { asking, control: newName() });
    this.node = make("select", { "aria-label": label });
    this.node.addEventListener("change", () => asking.ask({ ...step, value: this.node.value }, this.control));
  }
  show(options, value) {
    redraw(this.node, options, () => options.map((one) => make("option", { value: one.id }, one.name)));
    if (!this.asking.waitsFor(this.control) && this.node.value !== value) this.node.value = value;
  }
}

// One of several, as radio buttons; the arrow keys go from one to the next.
class Radios {
  constructor(asking, step, options, draw) {
    Object.assign(this, { asking, control: newName(), inputs: new Map() });
    this.nodes = options.map((one) => {
      const input = make("input", { type: "radio", name: this.control, value: one.id });
      input.addEventListener("change", () => input.checked && asking.ask({ ...step, value: one.id }, this.control));
      this.inputs.set(one.id, input);
      return draw(input, one);
    });
  }
  show(value) {
    if (this.asking.waitsFor(this.control)) return;
    for (const [id, input] of this.inputs) input.checked = id === value;
  }
}

// Rows by id, made once; the fields in them keep what is typed and where the focus is.
class Rows {
  constructor(parent, build) {
    Object.assign(this, { parent, build, made: new Map() });
  }
  update(wanted, key = (one) => one.id) {
    for (const one of wanted) {
      if (!this.made.has(key(one))) this.made.set(key(one), this.build(one));
      this.made.get(key(one)).update(one);
    }
    arrange(this.parent, wanted.map((one) => this.made.get(key(one)).node));
  }
  flush() {
    for (const row of this.made.values()) row.flush?.();
  }
}
