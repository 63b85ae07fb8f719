// Put before `edit_rubric.js`: the folded panels below the grid, and what a draft would change for the sample badges.

function fold(words, ...children) {
  const summary = make("summary", {}, words);
  return { summary, node: make("details", { class: "rk-fold-panel" }, summary, ...children) };
}

// What would change for the sample badges: a sentence that is always there, and the badges in a table.
class Preview {
  constructor() {
    this.line = make("p", { role: "status", class: "rk-preview-line" });
    this.note = make("p", { class: "rk-small" });
    this.body = make("tbody", { role: "rowgroup" });
    this.more = make("p", { class: "rk-small" });
    const column = (text) => make("th", { scope: "col", role: "columnheader" }, text);
    const head = make("tr", { role: "row" }, column("Badge"), column("Published version"), column("This draft"));
    const caption = make("caption", { class: "rk-visually-hidden" }, "Sample badges that change");
    const table = make("table", { role: "table", class: "rk-preview-table" }, caption, make("thead", { role: "rowgroup" }, head), this.body);
    this.panel = fold("Which badges change", make("div", { class: "rk-preview-scroll", tabindex: "0", role: "group", "aria-label": "Sample badges that change" }, table), this.more);
    this.node = make("div", { class: "rk-preview" }, this.line, this.note, this.panel.node);
  }
  update(preview) {
    this.node.hidden = !preview;
    if (!preview) return;
    const rows = preview.rows ?? [];
    say(this.line, preview.sentence);
    say(this.note, preview.note);
    this.note.hidden = preview.note === "";
    this.panel.node.hidden = rows.length === 0;
    say(this.more, preview.more ?? "");
    const said = (one, label, extra = "") =>
      make("td", { role: "cell", "data-label": label }, make("span", { class: extra }, one.outcome), make("br"), make("span", { class: "rk-small" }, one.score));
    redraw(this.body, rows, () =>
      rows.map((row) => make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, row.label), said(row.before, "Published version"), said(row.now, "This draft", row.other ? "rk-other" : ""))),
    );
  }
}

// What the rubric is called and for whom it is.
class About {
  constructor(editor) {
    const field = (tag, name, words, props = {}) => {
      const one = new Field(editor.talk, make(tag, props), { field: name });
      return { name, field: one, node: make("div", {}, make("label", {}, words, one.node), one.problem) };
    };
    this.fields = [
      field("input", "title", "Title", { type: "text" }),
      field("textarea", "purpose", "What it is for", { rows: "3" }),
      field("input", "audience", "Who reads the decisions", { type: "text" }),
    ];
    this.node = fold("Title and purpose", ...this.fields.map((one) => one.node)).node;
  }
  update(about) {
    for (const one of this.fields) one.field.show(about.find(([name]) => name === one.name)[1]);
  }
  faults(found) {
    for (const one of this.fields) one.field.fault(found.get(one.name));
  }
  places() {
    return this.fields.map((one) => [one.name, one.field.node]);
  }
  flush() {
    for (const one of this.fields) one.field.flush();
  }
}

// The numbered items of the vision and mission.
class Targets {
  constructor(editor) {
    this.editor = editor;
    this.items = new Map();
    this.list = make("ol", { class: "rk-targets" });
    this.add = command("Add item", () => editor.ask({ do: "add_target" }));
    this.coverage = make("p");
    this.fold = fold("", this.coverage, this.list, this.add);
    this.node = this.fold.node;
  }
  update(targets, coverage) {
    say(this.coverage, coverage);
    say(this.fold.summary, `Vision and mission: ${targets.length} ${targets.length === 1 ? "item" : "items"}`);
    const nodes = targets.map((target, at) => {
      if (!this.items.has(target.id)) this.items.set(target.id, this.item(target));
      const item = this.items.get(target.id);
      item.field.label(`Vision and mission, item ${at + 1}`);
      item.remove.setAttribute("aria-label", `Remove item ${at + 1}`);
      item.field.show(target.text);
      say(item.served, target.served);
      return item.node;
    });
    const kept = new Set(targets.map((one) => one.id));
    for (const id of [...this.items.keys()]) if (!kept.has(id)) this.items.delete(id);
    arrange(this.list, nodes);
  }
  item(target) {
    const field = new Field(this.editor.talk, make("textarea", { rows: "1" }), { target: target.id, field: "text" });
    const remove = command("Remove", () => this.editor.ask({ do: "remove_target", target: target.id }), "rk-quiet");
    const served = make("p", { class: "rk-small" });
    return { field, remove, served, node: make("li", {}, make("div", { class: "rk-target" }, field.node, remove), field.problem, served) };
  }
  faults(found) {
    for (const [id, item] of this.items) item.field.fault(found.get(`targets.${id}.text`));
  }
  focusLast() {
    this.node.open = true;
    [...this.items.values()].at(-1)?.field.node.select();
  }
  places() {
    return [["targets", this.add], ...[...this.items].map(([id, item]) => [`targets.${id}.text`, item.field.node])];
  }
  flush() {
    for (const item of this.items.values()) item.field.flush();
  }
}

// Checks about no single criterion, and the rules that had nothing to look at.
class Whole {
  constructor(editor) {
    this.checks = new CheckList(editor, "Checks of the rubric as a whole");
    this.restingWords = make("summary");
    this.restingList = make("ul");
    this.resting = make("details", {}, this.restingWords, this.restingList);
    this.fold = fold("", this.checks.node, this.resting);
    this.node = this.fold.node;
  }
  update(view, known) {
    const about = view.checks.filter((one) => !known.has(one.criterion));
    const open = about.filter((one) => !one.left).length;
    say(this.fold.summary, `Checks of the rubric as a whole: ${open || "none"}`);
    this.checks.update(about, view.texts);
    this.resting.hidden = view.resting.length === 0;
    say(this.restingWords, `Checks that do not apply: ${view.resting.length}`);
    redraw(this.restingList, view.resting, () => view.resting.map((one) => make("li", {}, `${one.name}: ${one.reason}`)));
  }
}
