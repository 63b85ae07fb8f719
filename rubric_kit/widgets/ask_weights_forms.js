// Put before `ask_weights.js`: the forms in which one criterion at a time is answered, with a number or a place.

function criterionWords(name, note) {
  return make("span", { class: "rk-criterion" }, make("span", { class: "rk-name" }, name), make("span", { class: "rk-small" }, note));
}

class NumberRow {
  constructor(asking, mode, item, form) {
    const label = form.unit ? `${item.name}, ${form.unit}` : item.name;
    this.field = new NumberField(asking, { do: "number", mode, criterion: item.id }, { label, most: form.most });
    this.node = make("label", { class: "rk-row" }, criterionWords(item.name, item.note), this.field.node);
  }
  update(item) {
    this.field.show(item.value);
  }
  flush() {
    this.field.flush();
  }
}

// 100 points, 0 to 10, swing.
class NumbersForm {
  constructor(asking, mode, form) {
    this.list = make("div");
    this.rows = new Rows(this.list, (item) => new NumberRow(asking, mode, item, form));
    this.sum = make("p", { class: "rk-sum" });
    this.fill = command(form.fill, () => asking.ask({ do: "fill", mode }), "rk-quiet");
    this.node = make("div", {}, this.list, this.sum, this.fill);
  }
  update(form) {
    this.rows.update(form.rows);
    say(this.sum, form.sum);
    this.sum.hidden = form.sum === "";
    this.fill.hidden = form.fill === "";
  }
  flush() {
    this.rows.flush();
  }
}

class PlaceRow {
  constructor(asking, mode, item) {
    this.field = new NumberField(asking, { do: "place", mode, criterion: item.id }, { label: `Place, ${item.name}`, least: 1 });
    const move = (by) => () => asking.ask({ do: "move", mode, criterion: item.id, by });
    this.up = command("Up", move(-1));
    this.down = command("Down", move(1));
    this.up.setAttribute("aria-label", `Up, ${item.name}`);
    this.down.setAttribute("aria-label", `Down, ${item.name}`);
    this.node = make("li", { class: "rk-row rk-place-row" }, this.field.node, criterionWords(item.name, item.note), this.up, this.down);
    this.node.addEventListener("keydown", (event) => {
      const button = event.altKey ? { ArrowUp: this.up, ArrowDown: this.down }[event.key] : undefined;
      if (!button) return;
      event.preventDefault();
      button.click();
    });
  }
  update(item) {
    this.field.show(item.value);
    enable(this.up, item.can_up);
    enable(this.down, item.can_down);
  }
  flush() {
    this.field.flush();
  }
}

class OrderForm {
  constructor(asking, mode) {
    this.list = make("ol", { class: "rk-order", "aria-label": "Criteria, the one that counts most first" });
    this.rows = new Rows(this.list, (item) => new PlaceRow(asking, mode, item));
    this.settle = command("This is my order", () => asking.ask({ do: "settle", mode }));
    this.steps = new Choice(asking, { do: "steps", mode }, "Steps from place to place");
    const steps = make("label", { class: "rk-choice" }, make("span", {}, "Steps from place to place"), this.steps.node);
    this.note = make("p", { class: "rk-small" });
    this.node = make("div", {}, this.list, this.settle, steps, this.note);
  }
  update(form) {
    this.rows.update(form.rows);
    this.settle.hidden = form.settled;
    this.steps.show(form.steps, form.step);
    say(this.note, form.note);
  }
  flush() {
    this.rows.flush();
  }
}

class NoForm {
  constructor() {
    this.words = make("p");
    this.node = make("div", {}, this.words);
  }
  update(form) {
    say(this.words, form.words);
  }
  flush() {}
}
