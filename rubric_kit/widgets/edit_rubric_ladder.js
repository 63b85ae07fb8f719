// Put before `edit_rubric_policy.js`: how an outcome is reached, by cuts and by profiles, and cuts that were recommended.

const SHARE = { type: "text", inputmode: "decimal", class: "rk-weight", size: "5" };

// A choice of an outcome, perhaps with a share, and the button that adds it; hidden with nothing left to add.
class AddRung {
  constructor(policy, { step, words, share }) {
    this.choice = make("select");
    this.share = make("input", SHARE);
    this.button = command(words, () => policy.ask({ do: step, outcome: this.choice.value, ...(share ? { value: this.share.value } : {}) }));
    this.share.addEventListener("keydown", (event) => event.key === "Enter" && this.button.click());
    const from = share ? [make("label", { class: "rk-choice" }, make("span", {}, "from"), this.share, make("span", {}, "of 100"))] : [];
    this.fields = make("div", {}, labelled("For the outcome", this.choice), ...from, this.button);
    this.none = make("p", { class: "rk-small" });
    this.node = make("div", { class: "rk-add" }, this.fields, this.none);
  }
  update(outcomes, none) {
    redraw(this.choice, outcomes, () => outcomes.map(([one, words]) => make("option", { value: one }, words)));
    this.fields.hidden = outcomes.length === 0;
    this.none.hidden = outcomes.length > 0;
    say(this.none, none);
  }
  // After something was added or removed: to the choice, or with nothing left to choose to what the list is called.
  focus(summary) {
    this.share.value = "";
    (this.fields.hidden ? summary : this.choice).focus();
  }
}

class Cuts {
  constructor(policy) {
    this.policy = policy;
    this.items = [];
    this.list = make("div", { class: "rk-cuts" });
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.add = new AddRung(policy, { step: "add_cut", words: "Add cut", share: true });
    this.recommended = make("ul", { class: "rk-conditions" });
    this.advice = make("section", { "aria-label": "Recommended cuts" }, make("p", { class: "rk-side-title" }, "Recommended, decides nothing"), this.recommended);
    const own = make("div", {}, this.list, this.problem, this.add.node);
    this.nodes = [make("div", { class: "rk-two" }, own, this.advice)];
  }
  update({ cuts, cut_outcomes: outcomes, recommended }) {
    redraw(this.list, cuts.map((one) => one.name), () => {
      this.items = cuts.map((_, cut) => new Field(this.policy.editor.talk, make("input", SHARE), { do: "set_cut", cut }));
      return this.items.map((field, at) => {
        const remove = command("Remove", () => this.policy.ask({ do: "remove_cut", cut: at }), "rk-quiet");
        remove.setAttribute("aria-label", `Remove the cut for ${cuts[at].name}`);
        return make("div", {}, make("label", {}, `${cuts[at].name} from `, field.node, " of 100"), remove, field.problem);
      });
    });
    this.items.forEach((field, at) => field.show(cuts[at].value));
    this.add.update(outcomes, "Every outcome that a cut can lead to has one.");
    this.advice.hidden = recommended.length === 0;
    redraw(this.recommended, recommended, () =>
      recommended.map((one, at) => {
        const take = command("Take this cut", () => this.policy.ask({ do: "take_cut", recommended: at }), "rk-quiet");
        take.setAttribute("aria-label", `Take this cut: ${one.words}`);
        const end = one.taken ? ["; this is the cut that decides."] : [" ", take];
        return make("li", {}, one.words, ...end, make("p", { class: "rk-small" }, one.how));
      }),
    );
  }
  fields() {
    return this.items.map((field, at) => [`policy.cuts.${at}.at_least`, field]);
  }
}

// What an outcome asks for beside its cut: some of the criteria at some of their points.
class ProfileItem {
  constructor(policy, { id }) {
    Object.assign(this, { policy, id, parts: [] });
    this.step = { profile: id };
    this.outcome = new Choice(policy, { do: "set_profile", ...this.step });
    this.legend = make("legend");
    this.list = make("ul", { class: "rk-conditions" });
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.first = this.outcome.node;
    this.add = command("Add part", () => policy.ask({ do: "add_part", ...this.step }), "rk-quiet");
    const remove = command("Remove this profile", () => policy.ask({ do: "remove_profile", ...this.step }), "rk-quiet");
    this.node = make("fieldset", {}, this.legend, labelled("This outcome asks for", this.outcome.node), this.list, this.add, remove, this.problem);
  }
  update(_form, profile, at) {
    say(this.legend, `Profile ${at + 1}`);
    this.outcome.show(profile.outcomes, profile.outcome);
    redraw(this.list, profile.parts.length, () => {
      this.parts = profile.parts.map((_, part) => this.part(part));
      return this.parts.map((part, place) => make("li", {}, ...part.nodes, this.off(place, profile.parts.length)));
    });
    profile.parts.forEach((one, place) => {
      const part = this.parts[place];
      part.criteria.show(one.criteria);
      part.points.show(one.rungs, one.at_least);
      say(part.words, one.words);
    });
  }
  part(place) {
    const step = { do: "set_part", ...this.step, part: place };
    const criteria = new Field(this.policy.editor.talk, make("input", SHARE), { ...step, field: "criteria" });
    const points = new Choice(this.policy, { ...step, field: "at_least" });
    const words = make("p", { class: "rk-small" });
    const many = make("label", { class: "rk-choice" }, make("span", {}, place ? "and at least" : "at least"), criteria.node, make("span", {}, "percent of the criteria"));
    return { criteria, points, words, nodes: [many, labelled("reach at least", points.node), criteria.problem, words] };
  }
  off(place, count) {
    const off = command("Remove", () => this.policy.ask({ do: "remove_part", ...this.step, part: place }), "rk-quiet");
    off.setAttribute("aria-label", `Remove part ${place + 1}`);
    enable(off, count > 1);
    return off;
  }
  fields() {
    return this.parts.map((part, at) => [`${this.path}.parts.${at}.criteria`, part.criteria]);
  }
  get path() {
    return `policy.profiles.${this.id}`;
  }
}

class Profiles {
  constructor(policy) {
    this.rules = new RuleList(policy, ProfileItem, "Add profile", "add_profile");
    this.add = new AddRung(policy, { step: "add_profile", words: "Add profile", share: false });
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.nodes = [this.rules.list, this.problem, this.add.node];
  }
  update(form) {
    this.rules.update(form, form.profiles);
    this.add.update(form.profile_outcomes, "Every outcome that a profile can lead to has one.");
  }
  items() {
    return [...this.rules.items.values()];
  }
  fields() {
    return this.items().flatMap((one) => one.fields());
  }
}
