// Draws who is done, and asks for what was said only once it is released. It counts and words nothing; the kernel does.
// `lead_round_cells.js` and `lead_round_slopes.js` come before it.

const PATIENCE = 10_000; // milliseconds without an answer before the person is told

class Page {
  constructor(model, el) {
    Object.assign(this, { model, me: `rk${Math.random().toString(36).slice(2)}`, sent: 0, timer: null, asked: "" });
    this.build(el);
    this.onMessage = (message) => this.hear(message);
    model.on("msg:custom", this.onMessage);
    this.update();
  }
  end() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.onMessage);
  }
  send(content) {
    this.sent += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.silent(), PATIENCE);
    try {
      this.model.send({ ...content, from: this.me, n: this.sent });
    } catch {
      this.silent();
    }
  }
  // An answer that comes after all takes the words away again.
  answered() {
    clearTimeout(this.timer);
    const { notice, refused } = this.model.get("view");
    this.tell(notice, refused);
  }
  silent() {
    this.tell("The notebook does not answer, so nothing you do here is kept. Run this cell again.", true);
  }
  tell(words, grave) {
    say(this.notice, words);
    this.notice.classList.toggle("rk-refused", grave);
  }
  hear(message) {
    if (message.to !== this.me) return;
    this.answered();
    if (message.kind === "cells") this.cells.draw(message);
    if (message.kind === "slopes") this.slopes.draw(message);
    if (message.kind === "reasons") this.cells.drawReasons(message);
    if (message.kind === "bring") this.drawLeftOut(message.lines);
  }

  // ---- the screen

  build(el) {
    this.banner = make("p", { class: "rk-banner" });
    this.practice = make("p", { class: "rk-small" });
    this.heading = make("p", { class: "rk-heading", role: "heading", "aria-level": "3", tabindex: "-1" });
    this.progress = make("p", {});
    this.teams = make("ul", { class: "rk-l-teams", "aria-label": "Teams" });
    this.people = make("details", {});
    this.conflicts = make("ul", { class: "rk-l-conflicts", "aria-label": "To be settled" });
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.buildSteps();
    this.buildFiles();
    this.cells = new Cells(this);
    this.slopes = new Slopes(this);
    const who = make("section", { "aria-label": "Who is done" }, this.heading, this.progress, this.teams, this.conflicts, this.people);
    el.append(this.banner, this.practice, who, this.steps, this.confirm, this.form, this.notice, this.files, this.slopes.node, this.cells.node);
  }
  buildSteps() {
    this.again = command("Look again", () => this.send({ do: "look" }));
    this.show = command("", () => this.ask(this.confirm, this.yes), "rk-primary");
    this.onward = command("", () => this.ask(this.form, this.path), "rk-primary");
    this.steps = make("div", { class: "rk-l-steps" }, this.show, this.onward, this.again);
    this.question = make("p", {});
    this.yes = command("Yes, show it to everybody", () => this.take(this.confirm, { do: "reveal", round: this.model.get("view").round }), "rk-primary");
    const no = command("Not yet", () => this.leave(this.confirm, this.show));
    this.confirm = make("div", { class: "rk-l-panel", role: "group", "aria-label": "Before it is shown" }, this.question, make("div", { class: "rk-l-steps" }, this.yes, no));
    this.path = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    const label = make("label", {}, "File of the new version, if the words were changed, such as our_rubric.v2.json. Leave it empty to rate the same words again.", this.path);
    this.open = command("", () => this.take(this.form, { do: "open", round: this.model.get("view").round + 1, path: this.path.value }), "rk-primary");
    const later = command("Not yet", () => this.leave(this.form, this.onward));
    this.form = make("div", { class: "rk-l-panel", role: "group", "aria-label": "Next round" }, label, make("div", { class: "rk-l-steps" }, this.open, later));
    this.confirm.hidden = this.form.hidden = true;
  }
  buildFiles() {
    const text = make("textarea", { rows: "3", spellcheck: "false" });
    const label = make("label", {}, "Paths of the teams' files, one a line: databases (.db) or tables (.csv). Bring in a file as often as you like: nothing is added twice.", text);
    const bring = command("Bring in", () => (text.value.trim() ? this.send({ do: "bring", paths: text.value }) : this.tell("Type the path of a file first.", true)));
    this.leftOut = make("ul", { "aria-label": "What could not be used" });
    this.files = make("details", { class: "rk-l-files" }, make("summary", {}, "Bring in team files"), label, make("div", { class: "rk-l-steps" }, bring), this.leftOut);
  }
  ask(panel, focus) {
    panel.hidden = false;
    this.buttons();
    focus.focus();
  }
  leave(panel, focus) {
    panel.hidden = true;
    this.buttons();
    focus.focus();
  }
  take(panel, content) {
    panel.hidden = true;
    this.buttons();
    this.moved = true;
    this.heading.focus();
    this.send(content);
  }
  buttons() {
    const { read_only: fixed, revealed, round } = this.model.get("view");
    this.show.hidden = fixed || revealed || !this.confirm.hidden;
    this.onward.hidden = fixed || !revealed || !this.form.hidden;
    this.files.hidden = fixed;
    say(this.show, `Show what was said in round ${round}`);
    say(this.onward, `Open round ${round + 1}`);
    say(this.open, `Open round ${round + 1}`);
  }

  // ---- drawing

  update() {
    const view = this.model.get("view");
    if (view.heard[0] === this.me && view.heard[1] === this.sent) clearTimeout(this.timer);
    if (view.revealed) this.confirm.hidden = true;
    else this.form.hidden = true;
    this.buttons();
    for (const [node, words] of [[this.banner, view.banner], [this.practice, view.practice]]) {
      say(node, words);
      node.hidden = !words;
    }
    say(this.heading, `Round ${view.round}: ${view.revealed ? "what was said is shown" : "who is done"}`);
    say(this.progress, view.progress);
    say(this.question, view.question);
    redraw(this.teams, view.teams, () => view.teams.map((team) => make("li", {}, teamPicture(team), make("span", {}, team.words))));
    redraw(this.conflicts, view.conflicts, () => view.conflicts.map((words) => make("li", {}, words)));
    this.teams.hidden = !view.teams.length;
    this.conflicts.hidden = !view.conflicts.length;
    redraw(this.people, view.people, () => peopleTable(view.people));
    this.people.hidden = !view.people.length;
    this.tell(view.notice, view.refused);
    this.askForCells(view);
  }
  // After each change of the log the open page asks again; before the reveal there is nothing to ask for.
  askForCells(view) {
    this.cells.head(view);
    this.slopes.head(view);
    if (!view.shown || !view.readable) return;
    this.cells.ask();
    if (view.shown > 1) this.slopes.ask();
  }
  drawLeftOut(lines) {
    this.leftOut.replaceChildren(...lines.map((line) => make("li", {}, make("bdi", {}, line))));
  }
}

// One square for each member: filled is in, hollow is not yet.
function teamPicture(team) {
  const squares = Array.from({ length: Math.min(team.of, 12) }, (_, at) =>
    shape("rect", { x: at * 14 + 1, y: 3, width: 11, height: 11, rx: 2, class: at < team.in ? "rk-l-full" : "rk-l-hollow" }),
  );
  return picture({ width: Math.min(team.of, 12) * 14, height: 17 }, squares);
}

function peopleTable(people) {
  const heads = ["Code", "Team", "Gut calls", "Answers", "Done"].map((text) => make("th", { scope: "col" }, text));
  const rows = people.map((one) => {
    const cells = [one.team, one.calls, one.answered, one.done ? "done" : "not yet"].map((text) => make("td", {}, text));
    return make("tr", {}, make("th", { scope: "row" }, one.code), ...cells);
  });
  const caption = make("caption", { class: "rk-small" }, "How much each person has answered. What they said is not here.");
  const table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  return [make("summary", {}, "Each person"), make("div", { class: "rk-l-scroll", role: "group", tabindex: "0", "aria-label": "Each person" }, table)];
}

function render({ model, el }) {
  el.classList.add("rk", "rk-lead-round");
  const page = new Page(model, el);
  return follow(model, el, () => page.update(), () => page.end());
}

export default { render };
