// Put before `rate_badges.js`: what is on its way to the kernel, one question, the gut call, and the code that is asked for first.

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

function option(group, one, act) {
  const radio = make("input", { type: "radio", name: group, value: one.id });
  radio.addEventListener("change", () => radio.checked && act(one.id));
  const mark = one.number === undefined || one.number === null ? [] : [chip(one.number), " "];
  const words = make("span", {}, ...mark, make("b", {}, one.name), " ", make("span", { class: "rk-text" }, one.text ?? ""));
  return { radio, node: make("label", { class: "rk-option" }, radio, words) };
}

function reasonField(name, label) {
  const text = make("textarea", { rows: "2", "aria-label": name });
  return { text, node: make("label", { class: "rk-why" }, make("span", {}, label), text) };
}

// All answers to a question are one radio group, so that it is one tab stop: levels, and the three answers that are none.
class Question {
  constructor(talk, question, badge) {
    this.radios = new Map();
    const cell = { criterion: question.id, badge };
    this.answer = new Outbox((answer) => talk.send({ do: "rate", ...cell, answer }), PAUSE_ANSWER);
    this.reason = new Outbox((reason) => talk.send({ do: "explain", ...cell, reason }), PAUSE_REASON);
    this.before = make("span", { class: "rk-before" });
    this.conflict = make("span", { class: "rk-conflict" });
    const legend = make("legend", {}, make("span", { class: "rk-name" }, question.name), " ", question.question, " ", this.before, " ", this.conflict);
    const group = talk.newId();
    const options = question.answers.map((one) => this.option(one, group));
    const levels = options.filter((_, at) => question.answers[at].number !== null);
    const states = options.filter((_, at) => question.answers[at].number === null);
    const why = reasonField(`Reason, ${question.name}`, "Reason");
    this.text = why.text;
    this.text.addEventListener("input", () => this.reason.put(this.text.value));
    this.text.addEventListener("blur", () => this.reason.flush());
    this.suggestion = make("p", { class: "rk-suggestion", "aria-live": "polite" });
    const choices = [make("div", { class: "rk-levels" }, ...levels), make("div", { class: "rk-states" }, ...states)];
    this.node = make("fieldset", {}, legend, ...choices, why.node, this.suggestion);
    this.node.addEventListener("focusout", (event) => event.target !== this.text && this.leave(event));
  }
  leave(event) {
    if (event.relatedTarget?.name !== event.target.name) this.answer.flush();
  }
  option(one, group) {
    const { radio, node } = option(group, one, (answer) => this.answer.put(answer));
    this.radios.set(one.id, radio);
    return node;
  }
  flush() {
    this.answer.flush();
    this.reason.flush();
  }
  update(cell, suggestion, answered, closed) {
    if (!this.answer.isOpen(answered)) for (const [id, radio] of this.radios) radio.checked = id === cell.answer;
    const typing = this.text.getRootNode().activeElement === this.text;
    if (!typing && !this.reason.isOpen(answered) && this.text.value !== cell.reason) this.text.value = cell.reason;
    this.node.classList.toggle("rk-answered", cell.answer !== null);
    this.node.disabled = closed;
    say(this.before, cell.before);
    say(this.conflict, cell.conflict);
    say(this.suggestion, suggestion ? `The badge's data suggest: ${suggestion.words}. Why: ${suggestion.why || "no facts are at hand."}` : "");
  }
}

// The call by gut: asked before the rubric opens, one line once it is made. It is sent with its button only, since arrows pass over calls.
class GutCall {
  constructor(talk, gut, badge) {
    Object.assign(this, { talk, badge, sentAt: 0 });
    this.radios = new Map();
    const group = talk.newId();
    const options = gut.calls.map((one) => {
      const { radio, node } = option(group, one, () => {});
      this.radios.set(one.id, radio);
      return node;
    });
    const why = reasonField("Reason for your gut call, if you like", "Reason, if you like");
    this.text = why.text;
    this.conflict = make("span", { class: "rk-conflict" });
    this.keep = command("", () => this.send(), "rk-primary");
    const kept = make("p", { class: "rk-small" }, "You can change the call later; what you said first is kept.");
    const legend = make("legend", {}, make("span", { class: "rk-name" }, gut.ask), " ", this.conflict);
    this.fields = make("fieldset", { class: "rk-gut" }, legend, make("div", { class: "rk-levels" }, ...options), why.node, this.keep, kept);
    this.line = make("span", { tabindex: "-1" });
    this.change = command("Change my gut call", () => this.turn(this.fields.hidden));
    this.node = make("div", {}, make("p", { class: "rk-call" }, this.line, " ", this.change), this.fields);
    this.show(gut);
  }
  get picked() {
    return [...this.radios].find(([, radio]) => radio.checked)?.[0] ?? "";
  }
  send() {
    this.sentAt = this.talk.send({ do: "call", badge: this.badge, call: this.picked, reason: this.text.value });
    this.waits = true;
  }
  // A call that was picked and not sent yet goes along when the badge is left.
  flush() {
    if (!this.fields.hidden && this.picked && (this.picked !== this.shown.call || this.text.value !== this.shown.reason) && !this.waits) this.send();
  }
  turn(open) {
    this.fields.hidden = !open;
    this.change.setAttribute("aria-expanded", String(open));
  }
  show(gut) {
    this.shown = gut;
    for (const [id, radio] of this.radios) radio.checked = id === gut.call;
    this.text.value = gut.reason;
    this.turn(!gut.open || gut.conflict !== "");
  }
  update(gut, answered, closed) {
    this.node.firstChild.hidden = !gut.open;
    say(this.conflict, gut.conflict);
    say(this.line, gut.line);
    say(this.keep, gut.open ? "Save this call" : "Save my call and open the rubric");
    this.change.hidden = closed;
    this.fields.disabled = closed;
    if (!this.waits || this.sentAt > answered) return;
    this.waits = false;
    if (!gut.open || gut.call !== this.picked) return;
    this.show(gut);
    this.line.focus();
  }
}

// Asks who sits down: one code, not a name.
class CodeForm {
  constructor(talk) {
    this.talk = talk;
    const hint = make("p", { class: "rk-small", id: talk.newId() }, "1 to 64 of a-z, 0-9, _ and -, such as rater-7. A code, not your name: it is saved with your answers.");
    this.text = make("input", { type: "text", maxlength: "64", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": hint.id });
    this.text.addEventListener("keydown", (event) => event.key === "Enter" && this.send());
    const label = make("label", { class: "rk-why" }, make("span", { class: "rk-name" }, "Your code"), this.text);
    this.node = make("div", { class: "rk-code" }, label, hint, command("Start", () => this.send(), "rk-primary"));
  }
  send() {
    this.talk.send({ do: "start", code: this.text.value });
  }
  update(view) {
    this.text.setAttribute("aria-invalid", String(view.refused));
  }
}
