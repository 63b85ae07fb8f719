// Put before `ask_weights.js`: weights that were kept, one set a person, and what they say together.

class KeptRow {
  constructor(asking, one) {
    this.words = make("p");
    this.small = make("p", { class: "rk-small" });
    this.note = make("blockquote");
    this.old = make("p", { class: "rk-small" }, "Does not count together: the same person kept other weights later.");
    this.use = command("Use these", () => asking.ask({ do: "use", key: one.key }));
    this.use.setAttribute("aria-label", `Use the weights of ${one.title}`);
    this.node = make("li", {}, make("div", {}, this.words, this.small, this.old, this.note), this.use);
  }
  update(one) {
    say(this.words, one.title);
    say(this.small, one.weights);
    say(this.note, one.note);
    this.old.hidden = one.counts;
    this.note.hidden = one.note === "";
    this.use.setAttribute("aria-pressed", String(one.used));
  }
}

class Together {
  constructor(asking) {
    this.centre = new Choice(asking, { do: "centre" }, "Together, each weight is");
    const choice = make("label", { class: "rk-choice" }, make("span", {}, "Together, each weight is"), this.centre.node);
    this.use = command("Use the weights together", () => asking.ask({ do: "use_group" }));
    this.head = make("tr", { role: "row" });
    this.body = make("tbody", { role: "rowgroup" });
    const caption = make("caption", { class: "rk-small" }, "Points of 100. The middle half leaves out the lowest and the highest quarter of the people.");
    const table = make("table", { role: "table", class: "rk-together" }, caption, make("thead", { role: "rowgroup" }, this.head), this.body);
    this.words = make("ul", { class: "rk-hints", "aria-label": "Who stands where" });
    this.pairs = make("p", { class: "rk-small" });
    this.table = table;
    this.heads = ["Criterion", "Together", "Lowest to highest", "Middle half"];
    this.head.append(...this.heads.map((text, at) => make("th", { scope: "col", role: "columnheader", class: at ? "rk-number" : "" }, text)));
    const parts = [make("h3", {}, "Together"), choice, table, this.use, this.words, this.pairs];
    this.node = make("section", { "aria-label": "Together" }, ...parts);
  }
  update(group) {
    this.node.hidden = group === null;
    if (group === null) return;
    this.centre.show(group.centres, group.centre);
    this.use.setAttribute("aria-pressed", String(group.used));
    redraw(this.body, group.rows, () => group.rows.map((row) => this.row(row)));
    redraw(this.words, group.sentences, () => group.sentences.map((one) => make("li", {}, one)));
    say(this.pairs, group.pairs);
    this.pairs.hidden = group.pairs === "";
    this.table.hidden = this.use.hidden = group.rows.length === 0;
  }
  row(row) {
    const cells = row.numbers.map((text, at) => {
      const name = make("span", { class: "rk-inline-head rk-small", "aria-hidden": "true" }, `${this.heads[at + 1]}: `);
      return make("td", { role: "cell", class: "rk-number" }, name, text);
    });
    return make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, row.name), ...cells);
  }
}

class Kept {
  constructor(asking) {
    this.asking = asking;
    this.code = make("input", { type: "text", autocomplete: "off", spellcheck: "false", maxlength: "64" });
    this.note = make("textarea", { rows: "2" });
    this.keep = command("Keep these weights", () => this.send(), "rk-primary");
    this.told = make("p", { class: "rk-told", role: "status" });
    this.code.addEventListener("keydown", (event) => event.key === "Enter" && this.send());
    const field = (words, node, extra) => make("label", { class: `rk-field ${extra}` }, make("span", {}, words), node);
    const fields = [
      field("Code, not a name", this.code, "rk-code"),
      field("Reason, if they want to give one", this.note, "rk-note"),
    ];
    this.list = make("ul", { class: "rk-kept-list", "aria-label": "Kept weights" });
    this.rows = new Rows(this.list, (one) => new KeptRow(asking, one));
    this.together = new Together(asking);
    this.where = make("p", { class: "rk-small" });
    const form = make("div", { class: "rk-keep" }, ...fields, this.keep);
    const own = make("section", { "aria-label": "Several people" }, make("h3", {}, "Several people"), form, this.told, this.where, this.list);
    this.node = make("div", { class: "rk-people" }, own, this.together.node);
  }
  send() {
    this.sent = this.asking.ask({ do: "keep", code: this.code.value, note: this.note.value });
  }
  update(kept, answered) {
    say(this.told, kept.told);
    this.told.classList.toggle("rk-wrong", kept.wrong);
    say(this.where, kept.where);
    this.rows.update(kept.rows, (one) => one.key);
    this.list.hidden = kept.rows.length === 0;
    this.together.update(kept.group);
    if (!this.sent || answered < this.sent) return;
    this.sent = 0;
    // What was refused stays in its fields; what was kept makes room for the next person.
    if (!kept.wrong) this.code.value = this.note.value = "";
  }
}
