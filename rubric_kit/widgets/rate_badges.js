// Draws one badge and the questions the kernel sends in a view, and sends each answer back. No rule is decided here.

const NO_ANSWER =
  "The notebook does not answer, so what you say now is not saved. If it is not busy with something else, run this cell again, or load the page " +
  "again where you see no cells: it goes on from what was saved last.";

class Page {
  constructor(model, el) {
    this.el = el;
    this.talk = new Talk(model, (late) => (this.late.hidden = !late));
    this.questions = new Map();
    this.build();
  }
  build() {
    this.banner = make("p", { class: "rk-banner" });
    this.late = make("p", { class: "rk-refused", role: "alert", hidden: "" }, NO_ANSWER);
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.code = new CodeForm(this.talk);
    this.desk = make("div", {}, this.top(), this.panes());
    this.el.append(this.banner, this.late, this.code.node, this.desk, this.foot());
    for (const node of [this.code.node, this.desk, ...this.buttons]) node.hidden = true;
  }
  top() {
    this.heading = make("p", { class: "rk-heading", role: "heading", "aria-level": "3", tabindex: "-1" });
    this.back = command("Previous badge", () => this.go(-1));
    this.next = command("Next badge", () => this.go(1));
    this.bar = make("progress", { "aria-label": "Questions answered, all badges" });
    this.progress = make("p", { class: "rk-small" });
    this.round = make("p", { class: "rk-round" });
    const top = make("div", { class: "rk-top" }, this.back, this.next, this.heading, this.bar, this.progress);
    return make("div", {}, top, this.round);
  }
  panes() {
    this.words = make("div", { class: "rk-words", role: "group", "aria-label": "The badge's own words", tabindex: "0" });
    this.form = make("div", { class: "rk-form", role: "group", "aria-label": "Your answers" });
    return make("div", { class: "rk-panes" }, this.words, this.form);
  }
  foot() {
    this.onward = command("Next badge", () => this.go(1), "rk-primary");
    this.done = command("I am done with this round", () => this.say({ do: "done" }));
    this.look = command("Look for news", () => this.say({ do: "look" }));
    this.leave = command("Another rater", () => this.say({ do: "stop" }));
    this.buttons = [this.onward, this.done, this.look, this.leave];
    return make("div", { class: "rk-foot" }, ...this.buttons, this.notice);
  }
  flush() {
    for (const question of this.questions.values()) question.flush();
    this.gut?.flush();
  }
  // What was typed goes first, so that no news of the room can close a round before it.
  say(content) {
    this.flush();
    return this.talk.send(content);
  }
  go(by) {
    this.moved = this.say({ do: "go", to: this.view.place + by });
  }
  update(view) {
    this.view = view;
    this.talk.hear(view);
    say(this.banner, view.banner);
    this.el.classList.toggle("rk-asking", view.asking);
    this.code.node.hidden = !view.asking;
    this.desk.hidden = view.asking;
    for (const button of this.buttons) button.hidden = view.asking;
    this.code.update(view);
    if (!view.asking) this.updateDesk(view);
    this.updateFocus(view);
    // A page that was turned keeps what was told of the last answer.
    if (!view.notice) return;
    say(this.notice, view.notice);
    this.notice.classList.toggle("rk-refused", view.refused);
  }
  updateFocus(view) {
    if (this.asking !== undefined && this.asking !== view.asking) (view.asking ? this.code.text : this.heading).focus();
    if (view.asking && !this.asking) this.code.text.value = "";
    this.asking = view.asking;
    if (this.moved && this.talk.answered >= this.moved) {
      this.moved = null;
      this.heading.focus();
    }
  }
  updateDesk(view) {
    const shown = [view.rater, view.badge, view.round, view.questions.length].join();
    if (shown !== this.shown) this.turn(view, shown);
    redraw(this.words, view.words, () => this.drawWords(view));
    this.gut?.update(view.gut, this.talk.answered, view.closed);
    for (const [id, question] of this.questions) question.update(view.cells[id], view.suggestions[id], this.talk.answered, view.closed);
    // With every field switched off, the pane itself is what a keyboard scrolls.
    if (view.closed) this.form.setAttribute("tabindex", "0");
    else this.form.removeAttribute("tabindex");
    this.updateBars(view);
  }
  turn(view, shown) {
    const sameBadge = this.badge === view.badge && this.rater === view.rater && this.roundShown === view.round;
    for (const question of this.questions.values()) question.flush();
    Object.assign(this, { shown, badge: view.badge, rater: view.rater, roundShown: view.round });
    if (!sameBadge) this.gut = view.gut && new GutCall(this.talk, view.gut, view.badge);
    this.questions = new Map(view.questions.map((question) => [question.id, new Question(this.talk, question, view.badge)]));
    arrange(this.form, [...(this.gut ? [this.gut.node] : []), ...[...this.questions.values()].map((question) => question.node)]);
    this.form.scrollTop = 0;
    if (!sameBadge) this.words.scrollTop = 0;
  }
  drawWords(view) {
    const blocks = view.words.flatMap(({ title, lines }) => [
      make("dt", {}, title),
      make("dd", {}, ...lines.map((line) => make("p", {}, make("bdi", {}, line)))),
    ]);
    return [make("dl", {}, ...blocks)];
  }
  updateBars(view) {
    const last = view.place + 1 === view.count;
    say(this.heading, `Badge ${view.place + 1} of ${view.count}: ${view.label}`);
    const here = view.left_here ? `${view.left_here} left on this badge` : "this badge is done";
    say(this.progress, `${view.answered} of ${view.asked} answers; ${here}. You rate as ${view.rater}.`);
    this.bar.max = view.asked;
    this.bar.value = view.answered;
    say(this.round, view.room);
    enable(this.back, view.place > 0);
    for (const button of [this.next, this.onward]) enable(button, !last);
    this.done.classList.toggle("rk-primary", last);
    this.onward.classList.toggle("rk-primary", !last && view.questions.length > 0);
    enable(this.done, !view.closed);
    this.leave.hidden = !view.asks;
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-rate-badges");
  return converse(model, el, new Page(model, el));
}

export default { render };
