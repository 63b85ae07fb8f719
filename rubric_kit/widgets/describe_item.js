// Draws the form whose fields the kernel names, sends what was typed, and shows the list that grows. No rule is decided here.

const PATIENCE = 5000; // milliseconds without an answer before the person is told

class Field {
  constructor(field) {
    this.name = field.name;
    this.control = this.makeControl(field);
    const label = field.required ? `${field.label} (needed)` : field.label;
    this.help = make("span", { class: "rk-small" }, field.help);
    this.fault = make("span", { class: "rk-fault" });
    const size = field.lines >= 4 ? "rk-field rk-wide" : "rk-field";
    this.node = make("label", { class: size }, make("span", { class: "rk-label" }, label), this.help, this.control, this.fault);
    this.control.addEventListener("input", () => this.mark(""));
  }
  makeControl({ choices, lines, required }) {
    const wanted = required ? { "aria-required": "true" } : {};
    if (choices.length) {
      const options = choices.map((one) => make("option", { value: one.value }, one.words));
      return make("select", wanted, make("option", { value: "" }, "Not stated"), ...options);
    }
    return lines > 1 ? make("textarea", { rows: String(Math.min(lines, 3)), ...wanted }) : make("input", { type: "text", autocomplete: "off", ...wanted });
  }
  mark(words) {
    say(this.fault, words);
    if (words) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
  }
  get value() {
    return this.control.value;
  }
  set value(text) {
    this.control.value = text;
    this.mark("");
  }
}

class Form {
  constructor(model, el) {
    Object.assign(this, { model, me: `rk${Math.random().toString(36).slice(2)}` });
    this.build(el, model.get("view"));
    this.onMessage = (message) => this.hear(message);
    model.on("msg:custom", this.onMessage);
    this.send({ do: "look" });
  }
  end() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.onMessage);
  }
  send(content) {
    this.model.send({ ...content, from: this.me });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell("Waiting for the notebook. If nothing happens, run this cell again."), PATIENCE);
  }
  tell(words, refused = false) {
    say(this.notice, words);
    this.notice.classList.toggle("rk-refused", refused);
  }
  build(el, view) {
    this.fields = view.fields.map((field) => new Field(field));
    const first = this.fields.filter((_, at) => view.fields[at].first);
    const rest = this.fields.filter((_, at) => !view.fields[at].first);
    const more = make("details", { class: "rk-more" }, make("summary", {}, "More about it"), make("div", { class: "rk-fields" }, ...rest.map((one) => one.node)));
    this.more = more;
    const add = make("button", { type: "submit", class: "rk-primary" }, "Add item");
    this.notice = make("p", { class: "rk-notice", role: "status" });
    const form = make(
      "form",
      { "aria-label": "Describe an item" },
      make("p", { class: "rk-small" }, view.privacy),
      make("div", { class: "rk-fields" }, ...first.map((one) => one.node)),
      ...(rest.length ? [more] : []),
      make("div", { class: "rk-foot" }, add, this.notice),
    );
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.send({ do: "add", fields: Object.fromEntries(this.fields.map((one) => [one.name, one.value])) });
    });
    this.heading = make("p", { class: "rk-heading", role: "heading", "aria-level": "3", tabindex: "-1" });
    this.list = make("ol", {});
    this.save = command("Save list", () => this.send({ do: "save" }));
    this.saved = make("p", { class: "rk-small" }, view.save_words);
    el.append(form, this.heading, this.list, make("div", { class: "rk-foot" }, this.save, this.saved));
  }
  hear(message) {
    if (message.kind !== "list" || (message.to && message.to !== this.me)) return;
    clearTimeout(this.timer);
    this.tell(message.notice, message.refused);
    this.draw(message.items);
    if (!message.to) return;
    if (message.asked === "add") this.afterAdding(message);
    if (message.asked === "remove") this.heading.focus();
  }
  afterAdding({ refused, field, notice }) {
    if (!refused) for (const one of this.fields) one.value = "";
    const faulty = this.fields.find((one) => one.name === field);
    faulty?.mark(notice);
    if (faulty && this.more.contains(faulty.node)) this.more.open = true;
    if (faulty || !refused) (faulty ?? this.fields[0]).control.focus();
  }
  draw(items) {
    const many = items.length === 1 ? "1 item" : `${items.length} items`;
    say(this.heading, items.length ? `Your list: ${many}` : "Your list is empty");
    enable(this.save, items.length > 0);
    this.list.replaceChildren(...items.map((item) => this.item(item)));
  }
  item(item) {
    const remove = make("button", { type: "button", "aria-label": `Remove ${item.name}` }, "Remove");
    remove.addEventListener("click", () => this.send({ do: "remove", key: item.key }));
    const words = make("span", {}, make("bdi", { class: "rk-name" }, item.name), " by ", make("bdi", {}, item.issuer), make("span", { class: "rk-small" }, item.words));
    return make("li", {}, words, remove);
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-describe-item");
  const form = new Form(model, el);
  const free = keepKeys(el);
  return () => {
    form.end();
    free();
  };
}

export default { render };
