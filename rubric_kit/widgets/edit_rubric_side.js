// Put before `edit_rubric.js`: what stands beside the open row, the checks and the words of a sample badge.

// One finding of the checks: what, why, how to mend it, and the way to leave it standing with a reason.
class CheckItem {
  constructor(editor, check) {
    this.editor = editor;
    this.target = { code: check.code, path: check.path };
    this.head = make("p", { class: "rk-check-head" });
    this.quote = make("q");
    this.quoted = make("p", { class: "rk-quoted" }, this.quote);
    this.try = make("p");
    this.why = make("p");
    this.source = make("p", { class: "rk-small" });
    const more = make("details", {}, make("summary", {}, "Why"), this.why, this.source);
    this.form = this.reasonForm(check);
    this.node = make("li", { tabindex: "-1" }, this.head, this.quoted, this.try, more, this.form);
  }
  reasonForm(check) {
    this.reason = make("input", { type: "text", maxlength: "400" });
    const label = make("label", {}, "Leave it, because ", this.reason);
    this.refusal = make("p", { class: "rk-problem", hidden: "" });
    this.leave = command("Leave it", () => this.send());
    this.reason.addEventListener("keydown", (event) => event.key === "Enter" && this.leave.click());
    const cancel = command("Cancel", () => this.show(false), "rk-quiet");
    this.fields = make("div", { class: "rk-leave", hidden: "" }, label, make("div", {}, this.leave, " ", cancel), this.refusal);
    this.begin = command("Leave it, because …", () => this.show(true), "rk-quiet");
    this.begin.setAttribute("aria-label", `Leave it, because …: ${check.place}, ${check.message}`);
    this.leave.setAttribute("aria-label", `Leave it: ${check.place}`);
    this.reason.addEventListener("keydown", (event) => event.key === "Escape" && this.show(false));
    return make("div", {}, this.begin, this.fields);
  }
  send() {
    const refused = (words) => {
      say(this.refusal, words);
      this.refusal.hidden = false;
    };
    this.editor.ask({ do: "set_aside", ...this.target, reason: this.reason.value }, { refused });
  }
  show(open) {
    this.refusal.hidden = true;
    this.fields.hidden = !open;
    this.begin.hidden = open;
    (open ? this.reason : this.begin).focus();
  }
  update(check, text) {
    redraw(this.head, [check.severity, check.word, check.place, check.message], () => {
      const place = this.editor.link(check.path, check.place);
      return [severity(check.severity, check.word), " ", place, make("span", { class: "rk-check-words" }, check.message)];
    });
    this.form.hidden = !check.can_leave;
    say(this.quote, check.quoted);
    this.quoted.hidden = check.quoted === "";
    say(this.try, text.rewrite ? `Try: ${text.rewrite}` : "");
    say(this.why, text.why);
    say(this.source, text.source ? `Source: ${text.source}` : "");
  }
}

// A list of checks, those that were left standing folded below.
class CheckList {
  constructor(editor, label) {
    this.editor = editor;
    this.items = new Map();
    this.list = make("ul", { class: "rk-checks", "aria-label": label });
    this.none = make("p", { class: "rk-small" }, "The checks find nothing here.");
    this.leftWords = make("summary");
    this.leftList = make("ul", { class: "rk-checks" });
    this.left = make("details", {}, this.leftWords, this.leftList);
    this.node = make("div", {}, this.list, this.none, this.left);
  }
  update(checks, texts) {
    const open = checks.filter((one) => !one.left);
    const wanted = new Map(open.map((one) => [one.key, one]));
    for (const key of [...this.items.keys()]) if (!wanted.has(key)) this.items.delete(key);
    const nodes = [...wanted].map(([key, check]) => {
      if (!this.items.has(key)) this.items.set(key, new CheckItem(this.editor, check));
      const item = this.items.get(key);
      item.update(check, texts[check.text]);
      return item.node;
    });
    arrange(this.list, nodes);
    this.list.hidden = nodes.length === 0;
    this.none.hidden = nodes.length > 0;
    this.updateLeft(checks.filter((one) => one.left));
  }
  updateLeft(left) {
    this.left.hidden = left.length === 0;
    say(this.leftWords, `Left standing: ${left.length}`);
    redraw(this.leftList, left, () =>
      left.map((one) => {
        const back = command("Take back", () => this.editor.ask({ do: "take_back", code: one.code, path: one.path }), "rk-quiet");
        back.setAttribute("aria-label", `Take back: ${one.place}`);
        return make("li", {}, `${one.place}: ${one.message} `, make("b", {}, `Left, because ${one.reason}`), " ", back);
      }),
    );
  }
}

// A sample badge in its own words, and the buttons that pin some of them to a level.
class Reading {
  constructor(editor) {
    this.editor = editor;
    this.title = make("p", { class: "rk-side-title" });
    this.words = make("div", { class: "rk-badge-words", tabindex: "0", role: "group", "aria-label": "The badge's own words" });
    this.text = make("textarea", { rows: "3", "aria-label": "Words to pin" });
    this.buttons = make("div", { class: "rk-tools" });
    const hint = make("p", { class: "rk-small" }, "Words to pin: select some above, or keep these.");
    this.pin = make("div", { class: "rk-pin" }, hint, this.text, this.buttons);
    this.node = make("section", { class: "rk-reading", "aria-label": "Sample badge" }, this.title, this.words, this.pin);
    for (const end of ["mouseup", "keyup"]) this.words.addEventListener(end, () => this.takeSelection());
  }
  takeSelection() {
    const chosen = document.getSelection();
    const inside = chosen.rangeCount && this.words.contains(chosen.getRangeAt(0).commonAncestorContainer);
    const text = inside ? chosen.toString().trim() : "";
    if (text) this.text.value = text;
  }
  update(reading, row) {
    this.node.hidden = !reading;
    if (!reading) return;
    say(this.title, reading.label);
    redraw(this.words, reading.blocks, () =>
      reading.blocks.flatMap(({ title, lines }) => [make("p", { class: "rk-small" }, title), ...lines.map((line) => make("p", { class: "rk-line" }, line))]),
    );
    if (this.key !== reading.key) this.text.value = reading.proposed;
    this.key = reading.key;
    redraw(this.buttons, [row.id, row.label, row.levels.map((one) => one.id)], () => row.levels.map((level, place) => this.button(row, level, place)));
  }
  button(row, level, place) {
    const cell = { criterion: row.id, level: level.id };
    const button = command(`Pin to level ${place}`, () => this.editor.tell({ do: "pin", ...cell, text: this.text.value }));
    button.setAttribute("aria-label", `Pin to level ${place}, ${row.label}`);
    return button;
  }
}

// The row of the table below the open one; where there is room its panel stands at the right of the grid.
class Side {
  constructor(editor) {
    this.editor = editor;
    this.title = make("p", { class: "rk-side-title" });
    this.checks = new CheckList(editor, "Checks of this criterion");
    this.reading = new Reading(editor);
    const found = make("section", { class: "rk-found", "aria-label": "Checks" }, this.title, this.checks.node);
    // Whoever picks a badge wants its words beside the levels, so they come first.
    this.panel = make("div", { class: "rk-panel" }, this.reading.node, found);
    this.cell = make("td", { role: "cell" }, this.panel);
    this.node = make("tr", { role: "row", class: "rk-beside" }, this.cell);
  }
  update(view, row) {
    this.cell.setAttribute("colspan", String(view.columns + 1));
    say(this.title, `Checks: ${row.label}`);
    this.checks.update(view.checks.filter((one) => one.criterion === row.id), view.texts);
    this.reading.update(view.reading, row);
  }
  // Goes from a cell's marks to the first check about that cell.
  focusOn(level) {
    const view = this.editor.view();
    const first = view.checks.find((one) => !one.left && one.criterion === this.editor.openId && one.level === level);
    this.checks.items.get(first?.key)?.node.focus();
  }
}
