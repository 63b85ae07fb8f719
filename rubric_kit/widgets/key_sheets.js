// Draws one row of one-letter fields for each badge and sends what is keyed in. What a mark means is decided in the kernel.

const NO_ANSWER =
  "The notebook does not answer, so what you key in now is not saved. If it is not busy with something else, run this cell again, or load the page " +
  "again where you see no cells: it goes on from what was saved last.";
const PAUSE = 150; // milliseconds of quiet before a row is sent to be understood
const HOW =
  "Each field takes one mark and goes on to the next. Arrows go to the fields around; Enter saves the sheet and goes to the next one. " +
  "Marks: the number of the level, ? cannot tell, w withheld, n does not apply, nothing where the sheet is blank. " +
  "Gut call: a accept, n not, u unsure. Reasons stay on the paper.";

// One sheet: a field for the gut call, one for each criterion, and what is understood of them.
class Sheet {
  constructor(page, row, legend) {
    Object.assign(this, { page, badge: row.badge, label: row.label, timer: null, sentAt: 0 });
    const names = ["Gut call", ...legend.map((one) => one.name)];
    const marks = [row.gut, ...row.marks];
    this.ids = ["", ...legend.map((one) => one.id)];
    this.fields = names.map((name, at) => this.field(name, marks[at], at));
    const labels = this.fields.map((field, at) => make("label", {}, make("span", { class: "rk-small", "aria-hidden": "true" }, at ? String(at) : "gut"), field));
    this.understood = make("p", { class: "rk-understood" });
    this.problem = make("p", { class: "rk-refused", id: page.talk.newId() });
    this.state = make("p", { class: "rk-small" });
    const told = make("div", {}, this.understood, this.problem, this.state);
    this.node = make("fieldset", {}, make("legend", {}, row.label), make("div", { class: "rk-marks" }, ...labels), told);
    this.node.addEventListener("focusout", (event) => !this.node.contains(event.relatedTarget) && this.keep());
  }
  field(name, mark, at) {
    const field = make("input", { type: "text", maxlength: "1", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-label": `${name}, ${this.label}` });
    field.value = mark;
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => this.typed(field, at));
    field.addEventListener("keydown", (event) => this.press(event, at));
    return field;
  }
  typed(field, at) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send("type"), PAUSE);
    this.changed = true;
    if (field.value.trim()) this.fields[at + 1]?.focus();
  }
  press(event, at) {
    const around = new Map([
      ["ArrowLeft", [this, at - 1]],
      ["ArrowRight", [this, at + 1]],
      ["ArrowUp", [this.page.beside(this, -1), at]],
      ["ArrowDown", [this.page.beside(this, 1), at]],
    ]);
    if (event.key === "Enter") this.page.after(this);
    else if (event.key === "Backspace" && !event.target.value) this.fields[at - 1]?.focus();
    else if (around.has(event.key)) this.go(...around.get(event.key));
    else return;
    event.preventDefault();
  }
  go(sheet, at) {
    sheet?.fields[at]?.focus();
  }
  send(what) {
    clearTimeout(this.timer);
    this.timer = null;
    const [gut, ...marks] = this.fields.map((field) => field.value);
    this.sentAt = this.page.talk.send({ do: what, badge: this.badge, gut, marks });
  }
  keep() {
    if (!this.changed) return;
    this.changed = false;
    this.send("keep");
  }
  update(row, answered) {
    if (this.timer !== null || this.sentAt > answered) return;
    say(this.understood, row.understood);
    say(this.problem, row.problem);
    say(this.state, row.state);
    this.fields.forEach((field, at) => {
      const wrong = row.wrong.includes(this.ids[at]);
      field.setAttribute("aria-invalid", String(wrong));
      if (wrong) field.setAttribute("aria-describedby", this.problem.id);
      else field.removeAttribute("aria-describedby");
    });
  }
}

class Page {
  constructor(model, el) {
    this.sheets = [];
    this.talk = new Talk(model, (late) => (this.late.hidden = !late));
    this.build(el);
  }
  build(el) {
    this.banner = make("p", { class: "rk-banner" });
    this.late = make("p", { class: "rk-refused", role: "alert", hidden: "" }, NO_ANSWER);
    this.code = make("input", { type: "text", maxlength: "64", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    this.code.addEventListener("keydown", (event) => event.key === "Enter" && this.start());
    const code = make("label", {}, make("span", {}, "Rater code on the sheet"), this.code);
    this.find = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    this.find.addEventListener("input", () => this.sift());
    this.find.addEventListener("keydown", (event) => event.key === "Enter" && this.beside(null, 1)?.fields[0].focus());
    this.finder = make("label", {}, make("span", {}, "Find a badge"), this.find);
    this.whose = make("p", { class: "rk-whose" });
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.help = make("div", { class: "rk-help" });
    this.rows = make("div", { class: "rk-sheets" });
    const top = make("div", { class: "rk-top" }, code, command("Key in", () => this.start(), "rk-primary"), this.finder);
    el.append(this.banner, this.late, top, this.whose, this.notice, this.help, this.rows);
    this.finder.hidden = true;
  }
  flush() {
    for (const sheet of this.sheets) sheet.keep();
  }
  start() {
    this.flush();
    this.started = this.talk.send({ do: "start", code: this.code.value });
  }
  // Only rows whose badge bears what was typed, so that a sheet from the middle of the pile is found at once.
  sift() {
    const wanted = this.find.value.trim().toLowerCase();
    for (const sheet of this.sheets) sheet.node.hidden = !sheet.label.toLowerCase().includes(wanted);
  }
  beside(sheet, by) {
    const shown = this.sheets.filter((one) => !one.node.hidden);
    return shown[sheet ? shown.indexOf(sheet) + by : 0];
  }
  // Leaving a row saves it; after the last one the next pile begins with its code.
  after(sheet) {
    const next = this.beside(sheet, 1);
    (next ? next.fields[0] : this.code).focus();
  }
  update(view) {
    this.talk.hear(view);
    say(this.banner, view.banner);
    redraw(this.help, view.legend, () => this.drawHelp(view));
    this.finder.hidden = this.help.hidden = !view.rater;
    say(this.whose, view.whose);
    if (this.shown !== view.whose) this.turn(view);
    this.sheets.forEach((sheet, at) => sheet.update(view.rows[at], this.talk.answered));
    if (this.started && this.talk.answered >= this.started) {
      this.started = null;
      this.code.setAttribute("aria-invalid", String(view.refused));
      if (!view.refused) this.beside(null, 1)?.fields[0].focus();
    }
    say(this.notice, view.notice);
    this.notice.classList.toggle("rk-refused", view.refused);
  }
  turn(view) {
    this.shown = view.whose;
    this.sheets = view.rows.map((row) => new Sheet(this, row, view.legend));
    this.rows.replaceChildren(...this.sheets.map((sheet) => sheet.node));
    this.find.value = "";
  }
  drawHelp(view) {
    const lines = view.legend.map((one) => make("li", {}, make("b", {}, one.name), ": ", one.marks));
    return [make("p", {}, HOW), make("details", {}, make("summary", {}, "The questions and their levels"), make("ul", {}, ...lines))];
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-key-sheets");
  return converse(model, el, new Page(model, el));
}

export default { render };
