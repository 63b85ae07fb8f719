// Put before `ask_weights.js`: the forms in which one criterion is held against another.

class PairRow {
  constructor(asking, mode, pair, steps) {
    const step = { do: "pair", mode, criterion: pair.first.id, against: pair.second.id };
    this.radios = new Radios(asking, step, steps, (input, one) => {
      const words = one.side === "equal" ? one.words : `${one.side === "first" ? pair.first.name : pair.second.name} ${one.words}`;
      input.setAttribute("aria-label", words);
      return make("label", { class: "rk-step", title: words }, input);
    });
    const group = make("div", { class: "rk-steps" }, ...this.radios.nodes);
    this.said = make("p", { class: "rk-small rk-said" });
    const first = make("span", { class: "rk-first" }, pair.first.name);
    const second = make("span", { class: "rk-second" }, pair.second.name);
    const name = `${pair.first.name} against ${pair.second.name}`;
    this.node = make("div", { class: "rk-pair", role: "radiogroup", "aria-label": name }, first, group, second, this.said);
  }
  update(pair) {
    this.radios.show(pair.value);
    say(this.said, pair.said);
    this.node.classList.toggle("rk-open-pair", pair.value === "");
  }
}

class PairsForm {
  constructor(asking, mode, form) {
    this.note = make("p", { class: "rk-small" });
    this.list = make("div", { class: "rk-pairs" });
    this.rows = new Rows(this.list, (pair) => new PairRow(asking, mode, pair, form.steps));
    const ends = make("p", { class: "rk-ends rk-small", "aria-hidden": "true" }, ...form.ends.map((one) => make("span", {}, one)));
    this.node = make("div", {}, this.note, ends, this.list);
  }
  update(form) {
    say(this.note, form.note);
    this.note.hidden = form.note === "";
    this.rows.update(form.rows);
  }
  flush() {}
}

// How many times as important the most important one is, and how many times as important as the least important one.
class RatioRow {
  constructor(asking, mode, item) {
    const field = (side) => new NumberField(asking, { do: "ratio", mode, side, criterion: item.id }, { label: "", least: 1, most: 9 });
    this.best = field("best");
    this.worst = field("worst");
    this.bestWords = make("span", { class: "rk-small" });
    this.worstWords = make("span", { class: "rk-small" });
    this.bestLabel = make("label", {}, this.bestWords, this.best.node);
    this.worstLabel = make("label", {}, this.worstWords, this.worst.node);
    this.node = make("div", { class: "rk-row rk-ratio" }, make("span", { class: "rk-name" }, item.name), this.bestLabel, this.worstLabel);
  }
  update(item) {
    for (const [field, words, label, said] of [
      [this.best, this.bestWords, this.bestLabel, item.best],
      [this.worst, this.worstWords, this.worstLabel, item.worst],
    ]) {
      label.hidden = said === null;
      if (said === null) continue;
      say(words, said.words);
      field.label(said.label);
      field.show(said.value);
    }
  }
  flush() {
    this.best.flush();
    this.worst.flush();
  }
}

class BestWorstForm {
  constructor(asking, mode) {
    this.best = new Choice(asking, { do: "best", mode }, "Counts most");
    this.worst = new Choice(asking, { do: "worst", mode }, "Counts least");
    const choice = (words, one) => make("label", { class: "rk-choice" }, make("span", {}, words), one.node);
    this.list = make("div");
    this.rows = new Rows(this.list, (item) => new RatioRow(asking, mode, item));
    this.node = make("div", {}, choice("Counts most", this.best), choice("Counts least", this.worst), this.list);
  }
  update(form) {
    this.best.show(form.options, form.best);
    this.worst.show(form.options, form.worst);
    this.rows.update(form.rows);
  }
  flush() {
    this.rows.flush();
  }
}

// Two invented badges; an answer names the card it was given to, so that a second quick press does not answer a card unseen.
class CardsForm {
  constructor(asking, mode) {
    this.title = make("h4");
    this.left = this.badge("Left badge");
    this.right = this.badge("Right badge");
    this.pair = make("div", { class: "rk-cards" }, this.left.node, this.right.node);
    this.alike = make("p", { class: "rk-small" });
    const answer = (words, value) => command(words, () => asking.ask({ do: "card", mode, card: this.card, value }));
    this.answers = [answer("Left", "left"), answer("Both alike", "equal"), answer("Right", "right")];
    this.buttons = make("div", { class: "rk-answers", role: "group" }, ...this.answers);
    this.back = command("Back one card", () => asking.ask({ do: "back", mode }), "rk-quiet");
    this.aloud = make("p", { class: "rk-visually-hidden", "aria-live": "polite" });
    this.node = make("div", {}, this.title, this.pair, this.alike, this.buttons, this.back, this.aloud);
  }
  badge(words) {
    const list = make("dl");
    return { list, node: make("section", { class: "rk-card", "aria-label": words }, make("p", { class: "rk-card-title" }, words), list) };
  }
  update(form) {
    this.card = form.card;
    say(this.title, form.title);
    this.buttons.setAttribute("aria-label", form.title);
    for (const [side, levels] of [[this.left, form.left], [this.right, form.right]]) {
      redraw(side.list, levels, () => levels.flatMap((one) => this.level(one)));
    }
    say(this.alike, form.alike);
    say(this.aloud, form.aloud);
    this.pair.hidden = form.left.length === 0;
    for (const button of this.answers) enable(button, form.left.length > 0);
    enable(this.back, form.can_back);
  }
  level(one) {
    const words = make("dd", {}, chip(one.number), " ", make("b", {}, one.level), make("span", { class: "rk-small rk-text" }, one.text));
    return [make("dt", {}, one.name), words];
  }
  flush() {}
}
