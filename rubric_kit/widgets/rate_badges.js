// Draws one badge and the questions the kernel sends in `view`, and sends each answer back. No rule is decided here.

const PAUSE_ANSWER = 300; // milliseconds: arrows pass over answers on the way to the one that is meant
const PAUSE_REASON = 1500;

// A value on its way to the kernel: sent after a pause, or at once when flushed; the kernel's echo of an older one is ignored.
class Outbox {
  constructor(send, pause) {
    Object.assign(this, { send, pause, timer: null, value: null, sentAt: 0 });
  }
  put(value) {
    this.value = value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.pause);
  }
  flush() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.sentAt = this.send(this.value);
  }
  isOpen(answered) {
    return this.timer !== null || this.sentAt > answered;
  }
}

class Question {
  constructor(page, question, badge) {
    this.page = page;
    this.radios = new Map();
    const cell = { criterion: question.id, badge };
    this.answer = new Outbox((answer) => page.send({ do: "rate", ...cell, answer }), PAUSE_ANSWER);
    this.reason = new Outbox((reason) => page.send({ do: "explain", ...cell, reason }), PAUSE_REASON);
    const legend = make("legend", {}, make("span", { class: "rk-name" }, question.name), " ", question.question);
    const group = `${page.me}-${question.id}`;
    const options = question.answers.map((one) => this.option(one, group));
    const levels = options.filter((_, at) => question.answers[at].number !== null);
    const states = options.filter((_, at) => question.answers[at].number === null);
    this.text = make("textarea", { rows: "2" });
    this.text.addEventListener("input", () => this.reason.put(this.text.value));
    this.text.addEventListener("blur", () => this.reason.flush());
    const why = make("label", { class: "rk-why" }, make("span", {}, "Reason"), this.text);
    this.text.setAttribute("aria-label", `Reason, ${question.name}`);
    this.suggestion = make("p", { class: "rk-suggestion", "aria-live": "polite" });
    const choices = [make("div", { class: "rk-levels" }, ...levels), make("div", { class: "rk-states" }, ...states)];
    this.node = make("fieldset", {}, legend, ...choices, why, this.suggestion);
    this.node.addEventListener("focusout", (event) => event.target !== this.text && this.leave(event));
  }
  leave(event) {
    if (event.relatedTarget?.name !== event.target.name) this.answer.flush();
  }
  option(one, group) {
    const radio = make("input", { type: "radio", name: group, value: one.id });
    radio.addEventListener("change", () => radio.checked && this.answer.put(one.id));
    this.radios.set(one.id, radio);
    const mark = one.number === null ? [] : [chip(one.number), " "];
    const words = make("span", {}, ...mark, make("b", {}, one.name), " ", make("span", { class: "rk-text" }, one.text));
    return make("label", { class: "rk-option" }, radio, words);
  }
  flush() {
    this.answer.flush();
    this.reason.flush();
  }
  update(answer, reason, suggestion, answered) {
    if (!this.answer.isOpen(answered)) for (const [id, radio] of this.radios) radio.checked = id === answer;
    const typing = this.text.getRootNode().activeElement === this.text;
    if (!typing && !this.reason.isOpen(answered) && this.text.value !== reason) this.text.value = reason;
    this.node.classList.toggle("rk-answered", answer !== null);
    say(this.suggestion, suggestion ? `The badge's data suggest: ${suggestion.words}. Why: ${suggestion.why || "no facts are at hand."}` : "");
  }
}

class Page {
  constructor(model, el) {
    this.model = model;
    this.me = `rk${Math.random().toString(36).slice(2)}`;
    this.sent = 0;
    this.answered = 0;
    this.questions = new Map();
    this.build(el);
    this.update();
  }
  send(content) {
    this.sent += 1;
    this.model.send({ ...content, from: this.me, n: this.sent });
    return this.sent;
  }
  build(el) {
    this.heading = make("p", { class: "rk-heading", role: "heading", "aria-level": "3", tabindex: "-1" });
    this.back = command("Previous badge", () => this.go(-1));
    this.next = command("Next badge", () => this.go(1));
    this.onward = command("Next badge", () => this.go(1), "rk-primary");
    this.bar = make("progress", { "aria-label": "Questions answered, all badges" });
    this.progress = make("p", { class: "rk-small" });
    const top = make("div", { class: "rk-top" }, this.back, this.next, this.heading, this.bar, this.progress);
    this.words = make("div", { class: "rk-words", role: "group", "aria-label": "The badge's own words", tabindex: "0" });
    this.form = make("div", { class: "rk-form", role: "group", "aria-label": "Your answers" });
    this.notice = make("p", { class: "rk-notice", role: "status" });
    const foot = make("div", { class: "rk-foot" }, this.onward, this.notice);
    el.append(top, make("div", { class: "rk-panes" }, this.words, this.form), foot);
  }
  flush() {
    for (const question of this.questions.values()) question.flush();
  }
  go(by) {
    this.flush();
    const { place } = this.model.get("view");
    this.moved = this.send({ do: "go", to: place + by });
  }
  update() {
    const view = this.model.get("view");
    if (view.heard[0] === this.me) this.answered = Math.max(this.answered, view.heard[1]);
    if (view.badge !== this.badge) this.turn(view);
    for (const [id, question] of this.questions) {
      question.update(view.answers[id], view.reasons[id], view.suggestions[id], this.answered);
    }
    this.updateBars(view);
    if (this.moved && this.answered >= this.moved) {
      this.moved = null;
      this.heading.focus();
    }
  }
  turn(view) {
    this.flush();
    this.badge = view.badge;
    this.questions = new Map(view.questions.map((question) => [question.id, new Question(this, question, view.badge)]));
    this.form.replaceChildren(...[...this.questions.values()].map((question) => question.node));
    const blocks = view.words.flatMap(({ title, lines }) => [
      make("dt", {}, title),
      make("dd", {}, ...lines.map((line) => make("p", {}, make("bdi", {}, line)))),
    ]);
    this.words.replaceChildren(make("dl", {}, ...blocks));
    this.words.scrollTop = 0;
    this.form.scrollTop = 0;
  }
  updateBars(view) {
    say(this.heading, `Badge ${view.place + 1} of ${view.count}: ${view.label}`);
    const here = view.left_here ? `This badge: ${view.left_here} left.` : "This badge: done.";
    say(this.progress, `${here} All badges: ${view.answered} of ${view.cells} answered.`);
    this.bar.max = view.cells;
    this.bar.value = view.answered;
    enable(this.back, view.place > 0);
    for (const button of [this.next, this.onward]) enable(button, view.place + 1 < view.count);
    if (!view.notice) return;
    say(this.notice, view.notice);
    this.notice.classList.toggle("rk-refused", view.refused);
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-rate-badges");
  const page = new Page(model, el);
  return follow(model, el, () => page.update(), () => page.flush());
}

export default { render };
