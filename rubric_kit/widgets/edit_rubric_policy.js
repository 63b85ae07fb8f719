// Put before `edit_rubric.js`: how the rubric decides, each rule in a sentence, and below it the fields that change the rules.

// One choice out of those that the kernel offers; once a choice is answered it shows what the kernel holds, also if it was refused.
class Choice {
  constructor(policy, step) {
    Object.assign(this, { talk: policy.editor.talk, sentAt: 0, node: make("select") });
    this.node.addEventListener("change", () => (this.sentAt = policy.ask({ ...step, value: this.node.value })));
  }
  show(options, value) {
    redraw(this.node, options, () => options.map(([one, words]) => make("option", { value: one }, words)));
    if (this.sentAt <= this.talk.answered && this.node.value !== value) this.node.value = value;
  }
}

function labelled(words, node) {
  return make("label", { class: "rk-choice" }, make("span", {}, words), node);
}

// What a gate or a condition asks for: a criterion, and the lowest level that will do.
class Asked {
  constructor(policy, step, words) {
    this.criterion = new Choice(policy, { ...step, field: "criterion" });
    this.level = new Choice(policy, { ...step, field: "at_least" });
    this.nodes = [labelled(words, this.criterion.node), labelled("is at least", this.level.node)];
  }
  show(criteria, one) {
    this.criterion.show(criteria.map(({ id, words }) => [id, words]), one.criterion);
    this.level.show(criteria.find(({ id }) => id === one.criterion)?.levels ?? [], one.at_least);
  }
}

class GateItem {
  constructor(policy, { id }) {
    this.id = id;
    const step = { do: "set_gate", gate: id };
    this.asked = new Asked(policy, step, "Pass only if");
    this.otherwise = new Choice(policy, { ...step, field: "otherwise" });
    this.legend = make("legend");
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.first = this.asked.criterion.node;
    const remove = command("Remove this gate", () => policy.ask({ do: "remove_gate", gate: id }), "rk-quiet");
    this.node = make("fieldset", {}, this.legend, ...this.asked.nodes, labelled("or else", this.otherwise.node), remove, this.problem);
  }
  update(form, gate, at) {
    say(this.legend, `Gate ${at + 1}`);
    this.asked.show(form.criteria, gate);
    this.otherwise.show(form.outcomes, gate.otherwise);
  }
  get path() {
    return `policy.gates.${this.id}`;
  }
}

// When a criterion is withheld: what it counts as, if others are good enough.
class RuleItem {
  constructor(policy, { id }) {
    this.policy = policy;
    this.step = { substitution: id };
    this.id = id;
    const step = { do: "set_substitution", ...this.step };
    this.withheld = new Choice(policy, { ...step, field: "withheld" });
    this.counts = new Choice(policy, { ...step, field: "counts_as" });
    this.legend = make("legend");
    this.conditions = make("ul", { class: "rk-conditions" });
    this.asked = [];
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.first = this.withheld.node;
    this.add = command("Add condition", () => policy.ask({ do: "add_condition", ...this.step }), "rk-quiet");
    const remove = command("Remove this rule", () => policy.ask({ do: "remove_substitution", ...this.step }), "rk-quiet");
    const what = [labelled("Where this is withheld", this.withheld.node), labelled("it counts as", this.counts.node)];
    this.node = make("fieldset", {}, this.legend, ...what, this.conditions, this.add, remove, this.problem);
  }
  update(form, rule, at) {
    say(this.legend, `Rule ${at + 1}`);
    this.withheld.show(form.criteria.map(({ id, words }) => [id, words]), rule.withheld);
    this.counts.show(form.criteria.find(({ id }) => id === rule.withheld)?.levels ?? [], rule.counts_as);
    redraw(this.conditions, rule.when.length, () => {
      this.asked = rule.when.map((_, place) => new Asked(this.policy, { do: "set_condition", ...this.step, condition: place }, place ? "and" : "if"));
      return this.asked.map((asked, place) => make("li", {}, ...asked.nodes, this.off(place, rule.when.length)));
    });
    rule.when.forEach((one, place) => this.asked[place].show(form.criteria, one));
  }
  off(place, count) {
    const off = command("Remove", () => this.policy.ask({ do: "remove_condition", ...this.step, condition: place }), "rk-quiet");
    off.setAttribute("aria-label", `Remove condition ${place + 1}`);
    enable(off, count > 1);
    return off;
  }
  get path() {
    return `policy.substitutions.${this.id}`;
  }
}

// A list of rules that have names, each with its own fields.
class RuleList {
  constructor(policy, Item, addWords, step) {
    Object.assign(this, { policy, Item, items: new Map() });
    this.list = make("div", { class: "rk-rules" });
    this.add = command(addWords, () => policy.ask({ do: step }));
  }
  update(form, rules) {
    const nodes = rules.map((rule, at) => {
      if (!this.items.has(rule.id)) this.items.set(rule.id, new this.Item(this.policy, rule));
      const item = this.items.get(rule.id);
      item.update(form, rule, at);
      return item.node;
    });
    const kept = new Set(rules.map((one) => one.id));
    for (const id of [...this.items.keys()]) if (!kept.has(id)) this.items.delete(id);
    arrange(this.list, nodes);
  }
}

class Policy {
  constructor(editor) {
    this.editor = editor;
    this.sentences = make("ol", { class: "rk-sentences" });
    this.waiting = make("p");
    this.refusal = make("p", { class: "rk-problem", hidden: "" });
    this.cuts = new Cuts(this);
    this.profiles = new Profiles(this);
    this.adopted = new Field(editor.talk, make("input", { type: "text" }), { do: "set_adopted" });
    const adopted = make("label", {}, "Who adopted the cuts, and when; empty as long as nobody has", this.adopted.node);
    this.gates = new RuleList(this, GateItem, "Add gate", "add_gate");
    this.rules = new RuleList(this, RuleItem, "Add rule", "add_substitution");
    this.evidence = new Choice(this, { do: "set_evidence_criterion" });
    this.kinds = new Map();
    this.kindList = make("div", { class: "rk-kinds" });
    this.outcomes = new Map();
    this.outcomeList = make("div", { class: "rk-outcomes" });
    const parts = [
      fold("Change the cuts", ...this.cuts.nodes, adopted, this.adopted.problem),
      fold("Change the profiles", make("p", { class: "rk-small" }, "A profile asks for levels that no other criterion can make up for, beside the cut or in its place."), ...this.profiles.nodes),
      fold("Change the gates", make("p", { class: "rk-small" }, "A gate must be passed whatever the score is."), this.gates.list, this.gates.add),
      fold("Change what evidence is asked for", labelled("The criterion that rates evidence", this.evidence.node), this.kindList),
      fold("Change what may carry a criterion that is withheld", this.rules.list, this.rules.add),
      fold("Change what readers are told", this.outcomeList),
    ];
    [this.cutFold, this.profileFold] = parts;
    this.fold = fold("How it decides: the policy", this.sentences, this.waiting, this.refusal, ...parts.map((one) => one.node));
    this.node = this.fold.node;
  }
  ask(step) {
    this.refuse("");
    this.known = new Set(this.profiles.rules.items.keys());
    return this.editor.ask(step, { refused: (words) => this.refuse(words) });
  }
  refuse(words) {
    say(this.refusal, words);
    this.refusal.hidden = words === "";
  }
  update(form) {
    redraw(this.sentences, form.sentences, () => form.sentences.map((one) => make("li", {}, one)));
    this.sentences.hidden = form.sentences.length === 0;
    say(this.waiting, form.waiting);
    this.cuts.update(form);
    this.profiles.update(form);
    this.adopted.show(form.adopted);
    this.gates.update(form, form.gates);
    this.rules.update(form, form.rules);
    this.evidence.show([["", "none"], ...form.criteria.map(({ id, words }) => [id, words])], form.evidence);
    this.updateKinds(form);
    this.updateOutcomes(form.wordings);
  }
  updateKinds({ kinds, requirements, evidence }) {
    redraw(this.kindList, kinds.map(([kind, words]) => [kind, words]), () => {
      this.kinds = new Map(kinds.map(([kind]) => [kind, new Choice(this, { do: "set_evidence", kind })]));
      return kinds.map(([kind, words]) => labelled(words, this.kinds.get(kind).node));
    });
    this.kindList.hidden = evidence === "";
    for (const [kind, , value] of kinds) this.kinds.get(kind).show(requirements, value);
  }
  updateOutcomes(wordings) {
    redraw(this.outcomeList, wordings.map((one) => one.id), () => {
      const field = (id, tag, name, props) => new Field(this.editor.talk, make(tag, props), { outcome: id, field: name });
      this.outcomes = new Map(
        wordings.map(({ id }) => [id, [field(id, "input", "name", { type: "text" }), field(id, "textarea", "wording", { rows: "2" })]]),
      );
      const words = (text, one) => make("div", {}, make("label", {}, text, one.node), one.problem);
      return [...this.outcomes.values()].map(([name, wording], at) =>
        make("fieldset", {}, make("legend", {}, `Outcome ${at + 1}`), words("Name", name), words("What its reader is told", wording)),
      );
    });
    for (const one of wordings) {
      const [name, wording] = this.outcomes.get(one.id);
      name.show(one.name);
      wording.show(one.wording);
    }
  }
  // Fields by the path that a problem names.
  fields() {
    const outcomes = [...this.outcomes].flatMap(([id, [name, wording]]) => [
      [`policy.outcomes.${id}.name`, name],
      [`policy.outcomes.${id}.wording`, wording],
    ]);
    return [...this.cuts.fields(), ...this.profiles.fields(), ["policy.adopted", this.adopted], ...outcomes];
  }
  faults(found) {
    for (const [path, field] of this.fields()) field.fault(found.get(path));
    for (const one of this.rulesAndGates()) {
      say(one.problem, found.get(one.path) ?? "");
      one.problem.hidden = !found.has(one.path);
    }
    for (const [path, { problem }] of [["policy.cuts", this.cuts], ["policy.profiles", this.profiles]]) {
      say(problem, found.get(path) ?? "");
      problem.hidden = !found.has(path);
    }
  }
  rulesAndGates() {
    return [...this.gates.items.values(), ...this.rules.items.values(), ...this.profiles.items()];
  }
  places() {
    const lists = [["policy", this.fold.summary], ["policy.gates", this.gates.add], ["policy.substitutions", this.rules.add], ["policy.evidence_criterion", this.evidence.node]];
    lists.push(["policy.cuts", this.cuts.items[0]?.node ?? this.cutFold.summary], ["policy.profiles", this.profileFold.summary]);
    return [...this.fields().map(([path, field]) => [path, field.node]), ...this.rulesAndGates().map((one) => [one.path, one.first]), ...lists];
  }
  flush() {
    for (const [, field] of this.fields()) field.flush();
  }
  // What was added gets the focus; what was removed gives it to the button that adds.
  settle(step) {
    if (this.settleLadder(step)) return;
    const list = new Map([["add_gate", this.gates], ["remove_gate", this.gates], ["add_substitution", this.rules], ["remove_substitution", this.rules]]).get(step.do);
    const rule = this.rules.items.get(step.substitution);
    if (step.do === "add_condition") rule?.asked.at(-1)?.criterion.node.focus();
    else if (step.do === "remove_condition") rule?.add.focus();
    else if (list && step.do.startsWith("add")) [...list.items.values()].at(-1)?.first.focus();
    else list?.add.focus();
  }
  settleLadder(step) {
    const profile = this.profiles.rules.items.get(step.profile);
    const added = this.profiles.items().find((one) => !this.known?.has(one.id));
    const places = new Map([
      ["add_cut", () => this.cuts.add.focus(this.cutFold.summary)],
      ["remove_cut", () => this.cuts.add.focus(this.cutFold.summary)],
      ["take_cut", () => this.cutFold.summary.focus()],
      ["add_profile", () => this.profiles.rules.items.get(added?.id)?.parts[0].criteria.node.focus()],
      ["remove_profile", () => this.profiles.add.focus(this.profileFold.summary)],
      ["add_part", () => profile?.parts.at(-1)?.criteria.node.focus()],
      ["remove_part", () => profile?.add.focus()],
    ]);
    const go = places.get(step.do);
    go?.();
    return Boolean(go);
  }
}

// What the draft says that the published version does not.
class Changes {
  constructor() {
    this.list = make("ul");
    this.fold = fold("", this.list);
    this.node = this.fold.node;
  }
  update(changes) {
    this.node.hidden = !changes;
    if (!changes) return;
    say(this.fold.summary, changes.title);
    redraw(this.list, changes.lines, () => changes.lines.map((one) => make("li", {}, one)));
  }
}
