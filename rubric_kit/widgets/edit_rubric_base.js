// Put before `edit_rubric.js`: the base rubric that a topic rubric builds on.

class BasePanel {
  constructor(editor) {
    this.editor = editor;
    this.line = make("p");
    this.inside = make("p");
    this.bring = command("", () => editor.ask({ do: "bring_in_base" }, { plain: true }));
    this.list = make("ul");
    this.changes = fold("", this.inside, this.bring, this.list);
    this.rows = make("ul", { class: "rk-conditions rk-decide" });
    this.decide = fold("", make("p", {}, "Both changed these places. What stands here stays unless you change it."), this.rows);
    this.nodes = [this.line, this.decide.node, this.changes.node];
  }
  update({ line, title, lines, folded, bring_in: bring, decide }) {
    say(this.line, folded ? "" : line);
    say(this.inside, folded ? line : "");
    this.line.hidden = folded || line === "";
    this.changes.node.hidden = !folded;
    say(this.changes.summary, title);
    say(this.bring, bring);
    this.bring.hidden = bring === "";
    redraw(this.list, lines, () => lines.map((one) => make("li", {}, one)));
    this.decide.node.hidden = !decide;
    say(this.decide.summary, decide?.title ?? "");
    redraw(this.rows, decide?.rows ?? [], () => (decide?.rows ?? []).map((one) => this.row(one)));
  }
  row({ path, place, words, can_take: canTake }) {
    const answer = (text, what) => {
      const button = command(text, () => this.editor.ask({ do: what, path }, { plain: true }));
      button.setAttribute("aria-label", `${text}: ${place}`);
      return button;
    };
    const take = canTake ? [answer("Take what the base says", "take_base")] : [];
    const tools = make("div", { class: "rk-tools" }, answer("Keep it as it is here", "keep_own"), ...take);
    return make("li", {}, this.editor.link(path, place), make("p", {}, words), tools);
  }
  places() {
    return [["base", this.changes.node.hidden ? this.editor.el : this.changes.summary]];
  }
  // After a new version came in: to what is left to decide, else to what the rubric changes now.
  settle() {
    const panel = this.decide.node.hidden ? this.changes : this.decide;
    panel.node.open = true;
    panel.summary.focus();
  }
}
