// Draws the grid the kernel sends in `view` and sends each edit back as a step. No rule is decided here.

const SIDE = 312; // pixels of the panel beside the grid
const HEAD = 208;
const LEVEL = 144; // a level's column is not narrower than this beside the panel
const NO_ANSWER =
  "The notebook does not answer, so what you write now is not saved. If it is not busy with something else, copy what you have just " +
  "typed and run this cell again: it goes on from the draft that was saved last.";

class Editor {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.talk = new Talk(model, (late) => (this.late.hidden = !late));
    this.rows = new Map();
    this.places = new Map();
    this.openId = this.view().criteria[0]?.id ?? null;
    this.build();
    this.update();
    this.told();
    this.watcher = new ResizeObserver(() => this.layOut());
    for (const node of [el, this.side.panel, this.body]) this.watcher.observe(node);
  }
  view() {
    return this.model.get("view");
  }
  build() {
    const act = (what) => () => this.tell({ do: what });
    this.headline = make("p", { class: "rk-headline", role: "status" });
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.total = make("p", { class: "rk-total", role: "status" });
    this.found = make("p", { class: "rk-total" });
    this.saved = make("p", { class: "rk-small" });
    this.late = make("p", { class: "rk-refused", role: "alert", hidden: "" }, NO_ANSWER);
    this.list = make("ul", { class: "rk-problems", "aria-label": "Things to mend" });
    this.undo = command("Undo", act("undo"));
    this.redo = command("Redo", act("redo"));
    this.again = command("", act("start_again"), "rk-quiet");
    this.publish = command("", act("publish"), "rk-primary");
    this.side = new Side(this);
    this.preview = new Preview();
    this.about = new About(this);
    this.targets = new Targets(this);
    this.policy = new Policy(this);
    this.changes = new Changes();
    this.base = new BasePanel(this);
    this.whole = new Whole(this);
    this.bring = new BringIn(this);
    const shelf = this.model.get("shelf");
    this.saveAs = new SaveAs(this, shelf.formats);
    this.add = command("Add criterion", () => this.ask({ do: "add_criterion" }));
    const bar = make("div", { class: "rk-bar" }, this.publish, this.undo, this.redo, this.again);
    const state = make("div", { class: "rk-bar" }, this.headline, this.total, this.found);
    this.none = make("p", {}, "There is no criterion yet. Add one, or bring in a rubric.");
    this.main = make("div", { class: "rk-main" }, make("div", { class: "rk-scroll" }, this.table()), this.none);
    const own = [this.about, this.targets, this.policy, this.whole, this.changes].map((one) => one.node);
    const papers = shelf.can_save ? [this.bring.node, this.saveAs.node] : [this.bring.node];
    const below = make("div", { class: "rk-below" }, ...own, ...this.base.nodes, ...papers);
    const above = [bar, state, this.notice, this.late, this.saved, this.list, this.preview.node, this.reader(shelf.badges)];
    this.el.append(...above, this.main, this.add, below);
    this.el.addEventListener("keydown", (event) => this.press(event));
  }
  table() {
    this.caption = make("caption");
    this.header = make("tr", { role: "row" });
    this.body = make("tbody", { role: "rowgroup" });
    const head = make("thead", { role: "rowgroup" }, this.header);
    this.grid = make("table", { role: "table", class: "rk-grid" }, this.caption, head, this.body);
    return this.grid;
  }
  reader(badges) {
    const options = badges.map((one) => make("option", { value: one.key }, one.label));
    this.choice = make("select", {}, make("option", { value: "" }, "none"), ...options);
    this.choice.addEventListener("change", () => this.tell({ do: "read_badge", badge: this.choice.value }));
    const label = make("label", { class: "rk-reader" }, "Sample badge to read beside the grid ", this.choice);
    label.hidden = badges.length === 0;
    return label;
  }
  // Undo and redo of the grid; in a text field they stay the field's own.
  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches("textarea, input[type=text]")) return;
    const key = event.key.toLowerCase();
    const what = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
    if (!what) return;
    event.preventDefault();
    this.tell({ do: what });
  }
  flush() {
    for (const row of this.rows.values()) row.part?.flush();
    for (const one of this.panels()) one.flush();
  }
  // The parts below the grid that have fields.
  panels() {
    return [this.about, this.targets, this.policy];
  }
  stop() {
    this.flush();
    this.talk.stop();
    this.watcher.disconnect();
  }
  tell(content, buffers = []) {
    this.flush();
    return this.talk.send(content, buffers);
  }
  // Asks for a step that changes the shape of the grid; what it makes gets the focus when the answer comes.
  ask(step, { plain = false, refused = null, buffers = [] } = {}) {
    const content = plain ? step : { do: "step", step };
    this.awaited = { n: this.tell(content, buffers), step, known: this.known(), refused };
    return this.awaited.n;
  }
  known() {
    return new Set(this.view().criteria.flatMap((row) => [row.id, ...row.levels.map((level) => `${row.id}.${level.id}`)]));
  }
  open(id, level = null) {
    this.openId = id;
    this.updateRows(this.view());
    this.updateProblems(this.view());
    this.layOut();
    if (level) this.rows.get(id)?.part?.levels.get(level)?.descriptor.node.focus();
    else this.rows.get(id)?.fold.focus();
  }
  update() {
    const view = this.view();
    this.talk.hear(view);
    const focused = this.el.getRootNode().activeElement;
    const { step } = this.awaited ?? {};
    const before = [...this.rows.keys()].indexOf(step?.criterion);
    this.updateRows(view);
    this.updateBar(view);
    this.updateProblems(view);
    this.preview.update(view.preview);
    this.whole.update(view, this.rows);
    this.bring.update(view.brought);
    this.saveAs.update(view.exported);
    if (focused && this.el.contains(focused)) focused.focus({ preventScroll: true });
    if (this.awaited && this.talk.answered >= this.awaited.n) this.settle(before);
  }
  updateRows(view) {
    const wanted = view.criteria.map((criterion, place) => {
      const row = this.rows.get(criterion.id) ?? new Row(this, criterion.id);
      row.update(criterion, place, view.criteria.length, view.columns);
      return row;
    });
    this.rows = new Map(wanted.map((row) => [row.id, row]));
    const open = view.criteria.find((criterion) => criterion.id === this.openId);
    if (open) this.side.update(view, open);
    arrange(this.body, wanted.flatMap((row) => (open && row.isOpen() ? [row.node, this.side.node] : [row.node])));
    say(this.caption, view.title);
    this.grid.hidden = wanted.length === 0;
    this.none.hidden = wanted.length > 0;
    if (this.header.children.length !== view.columns + 1) {
      const column = (text) => make("th", { scope: "col", role: "columnheader" }, text);
      const levels = Array.from({ length: view.columns }, (_, place) => column(place ? `Level ${place}` : "Level 0, the lowest"));
      this.header.replaceChildren(column("Criterion"), ...levels);
    }
    this.layOut();
  }
  updateBar(view) {
    say(this.headline, view.headline);
    say(this.total, view.total);
    say(this.found, view.checks_line);
    say(this.notice, view.notice);
    say(this.publish, view.publish_label);
    say(this.again, view.start_again);
    this.again.hidden = view.start_again === "";
    this.notice.classList.toggle("rk-refused", view.refused);
    this.headline.classList.toggle("rk-refused", view.problems.length > 0);
    enable(this.undo, view.can_undo);
    enable(this.redo, view.can_redo);
    enable(this.publish, view.can_publish);
    const key = view.reading?.key ?? "";
    if (this.choice.value !== key) this.choice.value = key;
    this.about.update(view.about);
    this.targets.update(view.targets, view.coverage);
    this.policy.update(view.policy);
    this.changes.update(view.changes);
    this.base.update(view.base);
  }
  updateProblems(view) {
    const found = new Map();
    for (const { path, message } of view.problems) found.set(path, found.has(path) ? `${found.get(path)} ${message}` : message);
    const open = this.rows.get(this.openId)?.part;
    for (const one of this.panels()) one.faults(found);
    this.places = new Map([["criteria", this.add], ...(open?.fault(found) ?? []), ...[...this.panels(), this.base].flatMap((one) => one.places())]);
    const shown = view.problems.slice(0, 5);
    redraw(this.list, view.problems, () => {
      const items = shown.map(({ path, place, message }) => make("li", {}, this.link(path, place), `: ${message}`));
      const more = view.problems.length - shown.length;
      return more > 0 ? [...items, make("li", {}, `and ${more} more`)] : items;
    });
    this.list.hidden = view.problems.length === 0;
  }
  link(path, place) {
    const leads = this.rows.has(path.split(".")[1]) || this.field(path);
    return leads ? command(place, () => this.jump(path), "rk-quiet rk-place") : place;
  }
  // The field a path is about, or what is nearest to it: of a level its descriptor, of a list the button that adds to it.
  field(path) {
    for (let at = path; at; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
      const node = this.places.get(at) ?? this.places.get(`${at}.descriptor`);
      if (node) return node;
    }
    return null;
  }
  // Goes to the field a path is about, through closed rows and panels.
  jump(path) {
    const id = path.split(".")[1];
    if (this.rows.has(id)) this.open(id);
    const node = this.field(path);
    for (let at = node; at && at !== this.el; at = at.parentElement) if (at.matches("details")) at.open = true;
    node?.focus();
  }
  told() {
    const { words = "", wrong = false } = this.model.get("saved");
    say(this.saved, words);
    this.saved.classList.toggle("rk-refused", wrong);
  }
  // Beside the grid where the levels keep a width that can be read, else below the open row.
  layOut() {
    const beside = this.el.clientWidth >= SIDE + HEAD + this.view().columns * LEVEL && this.body.contains(this.side.node);
    this.el.classList.toggle("rk-wide", beside);
    if (!beside) {
      this.side.node.style.top = this.main.style.minHeight = "";
      return;
    }
    const top = this.rows.get(this.openId).node.getBoundingClientRect().top - this.main.getBoundingClientRect().top;
    this.side.node.style.top = `${Math.round(top)}px`;
    this.main.style.minHeight = `${Math.round(top + this.side.panel.offsetHeight)}px`;
  }
  settle(before) {
    const { step, known, refused } = this.awaited;
    this.awaited = null;
    const view = this.view();
    if (view.refused) {
      if (refused) refused(view.notice);
      else this.rows.get(step.criterion)?.part?.refuse(view.notice);
      return;
    }
    if (["bring_in_base", "keep_own", "take_base"].includes(step.do)) this.base.settle();
    else if (step.do === "open_brought") this.open(view.criteria[0]?.id ?? null);
    else this.settleStep(step, [...this.known()].find((id) => !known.has(id)), before);
  }
  settleStep(step, made, before) {
    const [criterion, level] = (made ?? "").split(".");
    const row = this.rows.get(step.criterion);
    if (made) {
      this.open(criterion);
      const { part } = this.rows.get(criterion);
      const target = level ? part.levels.get(level).name.node : part.name.node;
      target.focus();
      target.select();
    } else if (step.do === "remove_criterion" && !row) {
      const rows = [...this.rows.values()];
      const next = rows[Math.min(before, rows.length - 1)];
      if (next) this.open(next.id);
      (next?.part?.name.node ?? this.add).focus();
    } else if (step.do === "remove_level" && row?.part && !row.part.levels.has(step.level)) {
      row.part.buttons.get("Add level").focus();
    } else if (step.do === "remove_anchor") row?.part?.levels.get(step.level)?.descriptor.node.focus();
    else if (step.do === "add_target") this.targets.focusLast();
    else if (step.do === "remove_target") this.targets.add.focus();
    else if (step.do === "set_aside" || step.do === "take_back") this.focusCheck(step);
    else this.policy.settle(step);
  }
  focusCheck({ code, path }) {
    const check = this.view().checks.find((one) => one.code === code && one.path === path);
    const list = this.rows.has(check?.criterion) ? this.side.checks : this.whole.checks;
    if (check?.left) list.leftWords.focus();
    else list.items.get(check?.key)?.node.focus();
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-edit-rubric");
  const editor = new Editor(model, el);
  const told = () => editor.told();
  model.on("change:saved", told);
  return follow(model, el, () => editor.update(), () => {
    editor.stop();
    model.off("change:saved", told);
  });
}

export default { render };
