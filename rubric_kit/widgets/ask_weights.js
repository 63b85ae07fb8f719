// Draws what the kernel sends as `view` and sends each answer as a step of `asked`. No weight and no rule is worked out here.

const FORMS = new Map([
  ["numbers", NumbersForm],
  ["order", OrderForm],
  ["pairs", PairsForm],
  ["best_worst", BestWorstForm],
  ["cards", CardsForm],
  ["none", NoForm],
]);

class Page {
  constructor(model, el) {
    Object.assign(this, { model, el, asking: new Asking(model), forms: new Map() });
    this.build();
    this.update();
  }
  build() {
    const view = this.model.get("view");
    this.modes = new Radios(this.asking, { do: "mode" }, view.modes, (input, one) => make("label", { class: "rk-mode" }, input, make("span", {}, one.name)));
    for (const input of this.modes.inputs.values()) input.addEventListener("change", () => this.flush());
    const legend = make("legend", {}, "How do you want to say what counts?");
    const chooser = make("fieldset", { class: "rk-modes" }, legend, make("div", {}, ...this.modes.nodes));
    this.todo = make("p");
    this.about = make("p", { class: "rk-small" });
    this.form = make("div", { class: "rk-form" });
    this.told = make("p", { class: "rk-told", role: "status" });
    this.clear = command("Clear these answers", () => this.asking.ask({ do: "clear", mode: this.mode }), "rk-quiet");
    const heading = make("h3", {}, "Your answers");
    const answers = make("section", { class: "rk-answers-pane", "aria-label": "Your answers" }, heading, this.todo, this.about, this.form, this.told, this.clear);
    this.result = new Result(this.asking);
    this.kept = new Kept(this.asking);
    this.el.append(chooser, make("div", { class: "rk-columns" }, answers, this.result.node), this.kept.node);
  }
  flush() {
    for (const form of this.forms.values()) form.flush();
  }
  update() {
    const view = this.model.get("view");
    const focused = this.el.getRootNode().activeElement;
    this.modes.show(view.mode);
    this.turn(view);
    this.forms.get(view.mode).update(view.form);
    say(this.todo, view.about.ask);
    say(this.about, view.about.more);
    say(this.told, view.told);
    this.told.classList.toggle("rk-wrong", view.wrong);
    enable(this.clear, view.can_clear);
    this.clear.hidden = view.form.kind === "none";
    this.result.update(view.result);
    this.kept.update(view.kept, view.answered);
    // A row that was moved to another place took the focus with it and lost it there.
    if (focused && this.el.contains(focused) && focused !== this.el.getRootNode().activeElement) focused.focus({ preventScroll: true });
  }
  // Each way of asking keeps its own form, and with it what is typed there.
  turn(view) {
    this.mode = view.mode;
    if (!this.forms.has(view.mode)) this.forms.set(view.mode, new (FORMS.get(view.form.kind))(this.asking, view.mode, view.form));
    const { node } = this.forms.get(view.mode);
    if (this.form.firstChild !== node) this.form.replaceChildren(node);
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-ask-weights");
  const page = new Page(model, el);
  return follow(model, el, () => page.update(), () => page.flush());
}

export default { render };
