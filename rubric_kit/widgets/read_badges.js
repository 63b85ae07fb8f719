// Asks the kernel page by page, draws what comes back, and puts the names of the files beside the numbers. File names name people:
// they stay in the page as text, and are gone when it is loaded again. `given_files.js` and `intake_rows.js` come before it.

const PATIENCE = 5000; // milliseconds without an answer before the person is told

const SOURCES = { samples: "These are the sample badges that come with the kit.", folder: "This is the folder you named.", browser: "" };

const DESKS = new Map(); // names and files by the mark of the kernel's side, so that two views of one widget share them

function desk(mark) {
  if (!DESKS.has(mark)) DESKS.set(mark, { set: "", files: [] });
  return DESKS.get(mark);
}

const random = () => Math.random().toString(36).slice(2);
class Page {
  constructor(model, el) {
    Object.assign(this, { model, me: random(), at: 0, shown: "all", answer: null, busy: false });
    this.limits = model.get("view");
    this.desk = desk(this.limits.me);
    this.build(el);
    this.onMessage = (message) => this.hear(message);
    model.on("msg:custom", this.onMessage);
    this.ask();
  }
  end() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.onMessage);
  }
  send(content, buffers = []) {
    this.model.send({ ...content, from: this.me }, undefined, buffers);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell("Waiting for the notebook. If nothing happens, run this cell again."), PATIENCE);
  }
  ask(then = null) {
    this.then = then;
    this.send({ do: "page", page: this.at, shown: this.shown });
  }
  hear(message) {
    if (message.to && message.to !== this.me) return;
    clearTimeout(this.timer);
    const act = { page: () => this.draw(message), changed: () => this.changed(), progress: () => this.reading(message) }[message.kind];
    if (act) act();
    else if (message.kind === "refused") this.refused(message.words);
    else this.answer?.done();
  }
  changed() {
    this.answer?.done();
    this.at = 0;
    this.finish();
    this.ask();
  }
  refused(words) {
    this.tell(words, true);
    this.answer?.failed(new Error(words));
    this.finish();
  }
  tell(words, grave = false) {
    say(this.notice, words);
    this.notice.classList.toggle("rk-refused", grave);
  }

  // ---- giving files

  async dropped(transfer) {
    if (this.busy) return this.tell("Still reading. Add more when this is done.", true);
    try {
      const found = await droppedFiles(transfer, () => this.work("Looking into what was dropped", 0, 0));
      this.finish();
      await this.give(found);
    } catch {
      this.finish();
      this.tell("What was dropped cannot be opened. Choose the files with the button instead.", true);
    }
  }
  chosen(input) {
    const given = input.files.length;
    const kept = chosenFiles(input);
    input.value = "";
    if (given && !kept.length) this.tell("That folder holds no files to read.", true);
    if (kept.length) this.give(kept);
  }
  // Everything is read together each time, since one file may belong to another; the kernel keeps no bytes.
  async give(added) {
    if (this.busy) return this.tell("Still reading. Add more when this is done.", true);
    const { most_bytes: most } = this.limits;
    const large = added.filter((one) => one.file.size > most);
    const earlier = this.source === "browser" && this.set === this.desk.set ? this.desk.files : [];
    const files = [...earlier, ...added.filter((one) => !large.includes(one))];
    const refused = tooMuch(files, this.limits);
    if (refused) return this.tell(refused, true);
    const names = large.map((one) => one.name).join(", ");
    this.tell(large.length ? `Left out, larger than ${megabytes(most)}: ${names}` : "", true);
    if (files.length > earlier.length) await this.handOver(files);
  }
  async handOver(files) {
    this.desk.files = files;
    this.desk.set = random();
    try {
      await this.exchange({ do: "start", files: files.length });
      const hand = (parts, buffers) => this.exchange({ do: "bytes", parts }, buffers);
      await handOver(files, hand, (done, total) => this.work("Handing over", done, total));
      this.work("Reading", 0, 0);
      await this.exchange({ do: "read", set: this.desk.set });
    } catch (error) {
      this.finish();
      // Why the kernel refused was told already.
      if (error instanceof Unopened) this.tell(error.message, true);
    }
  }
  exchange(content, buffers = []) {
    return new Promise((done, failed) => {
      this.answer = { done, failed };
      this.send(content, buffers);
    });
  }
  readFolder() {
    const path = this.path.value.trim();
    if (!path) return this.tell("Type the path of a folder first.", true);
    if (this.busy) return this.tell("Still reading. Try again when this is done.", true);
    this.tell("");
    this.work("Reading", 0, 0);
    this.send({ do: "folder", path });
  }

  // ---- progress

  reading({ words, done, total }) {
    this.work(words, done, total);
  }
  work(words, done, total) {
    this.busy = true;
    this.progress.hidden = false;
    if (total) {
      this.bar.max = total;
      this.bar.value = done;
    } else this.bar.removeAttribute("value");
    say(this.barWords, total ? `${words}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}` : `${words} …`);
  }
  finish() {
    this.busy = false;
    this.answer = null;
    this.progress.hidden = true;
  }

  // ---- the screen

  build(el) {
    this.bar = make("progress", { "aria-label": "Progress" });
    this.barWords = make("span", {});
    this.progress = make("p", { class: "rk-progress", hidden: "" }, this.bar, this.barWords);
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.summary = make("p", { class: "rk-summary", role: "status" });
    this.origin = make("p", { class: "rk-small" });
    const letters = make("code", {}, "rubric-kit badges my_badges --missing");
    const how = "in a terminal, with the name of your folder. It drafts a letter to each issuer and sends nothing.";
    this.letters = make("p", { class: "rk-small rk-letters" }, "To ask the issuers for what is missing, type ", letters, ` ${how}`);
    const given = [this.givingZone(), this.byPath(), this.progress, this.notice];
    el.append(...given, this.summary, this.origin, this.tableBars(), this.tablePane(), this.letters);
    this.bars.hidden = this.pane.hidden = this.letters.hidden = true;
  }
  givingZone() {
    const { most_files: mostFiles, most_bytes: mostBytes } = this.limits;
    const zone = make("div", { class: "rk-drop", role: "group", "aria-label": "Give badge files" });
    const limits = `PNG, SVG, JSON, ZIP, CSV or XLSX. At most ${mostFiles.toLocaleString("en")} files, ${megabytes(mostBytes)} each.`;
    const privacy = "Nothing leaves this computer. File names stay in this window: they are never saved.";
    zone.append(
      make("p", { class: "rk-invite" }, "Drop badge files here, or choose them:"),
      make("div", { class: "rk-choices" }, this.chooser("Choose files", {}), this.chooser("Choose a folder", { webkitdirectory: "" })),
      make("p", { class: "rk-small" }, limits, make("br"), privacy),
    );
    this.acceptDrops(zone);
    return zone;
  }
  byPath() {
    this.path = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    this.path.addEventListener("keydown", (event) => event.key === "Enter" && this.readFolder());
    const label = make("label", {}, make("span", {}, "Path of the folder"), this.path);
    const read = command("Read folder", () => this.readFolder());
    return opening("Or name a folder by its path", make("div", { class: "rk-path" }, label, read));
  }
  tableBars() {
    this.choice = make("select", { "aria-label": "Show" }, ...this.limits.shown.map((one) => make("option", { value: one.id }, one.words)));
    this.choice.addEventListener("change", () => this.turn(0, this.choice.value));
    this.back = command("Previous", () => this.turn(this.at - 1));
    this.next = command("Next", () => this.turn(this.at + 1));
    this.place = make("span", { class: "rk-place", tabindex: "-1" });
    this.clear = command("Clear the table", () => this.send({ do: "clear" }));
    const show = make("span", { class: "rk-show" }, make("span", { "aria-hidden": "true" }, "Show"), this.choice);
    this.bars = make("div", { class: "rk-bars", role: "group", "aria-label": "Table" }, show, this.back, this.place, this.next, this.clear);
    return this.bars;
  }
  tablePane() {
    this.body = make("tbody", { role: "rowgroup" });
    const heads = HEADS.map((text) => make("th", { scope: "col", role: "columnheader" }, text));
    const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads));
    const table = make("table", { role: "table" }, make("caption", { class: "rk-visually-hidden" }, "What was read"), head, this.body);
    this.pane = make("div", { class: "rk-pane", role: "group", "aria-label": "What was read", tabindex: "0" }, table);
    return this.pane;
  }
  // A real file input inside its label: it takes the focus and the space bar like any other.
  chooser(words, extra) {
    const input = make("input", { type: "file", multiple: "", class: "rk-visually-hidden", ...extra });
    input.addEventListener("change", () => this.chosen(input));
    return make("label", { class: "rk-choose" }, words, input);
  }
  acceptDrops(zone) {
    const over = (on) => (event) => {
      event.preventDefault();
      event.stopPropagation();
      zone.classList.toggle("rk-over", on);
      if (event.type === "drop") this.dropped(event.dataTransfer);
    };
    for (const [name, on] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) zone.addEventListener(name, over(on));
  }
  turn(at, shown = this.shown) {
    this.at = at;
    this.shown = shown;
    this.ask(() => this.place.focus());
  }
  draw(page) {
    if (!this.busy && this.notice.textContent.startsWith("Waiting")) this.tell("");
    Object.assign(this, { source: page.source, set: page.set, at: page.page });
    say(this.summary, page.summary);
    say(this.origin, page.source ? SOURCES[page.source] : "");
    const last = page.first + page.rows.length - 1;
    say(this.place, page.rows.length ? `${page.first.toLocaleString("en")} to ${last.toLocaleString("en")} of ${page.chosen.toLocaleString("en")}` : "Nothing to show here");
    enable(this.back, page.page > 0);
    enable(this.next, page.page + 1 < page.pages);
    this.back.hidden = this.next.hidden = page.pages === 1;
    this.bars.hidden = !page.chosen && this.shown === "all";
    this.pane.hidden = this.letters.hidden = !page.rows.length;
    this.body.replaceChildren(...page.rows.map((row) => itemRow(row, this.fileName(row))));
    this.pane.scrollTop = 0;
    this.then?.();
    this.then = null;
  }
  // A name the page does not know any more, as after it was loaded again, is shown as the number alone.
  fileName(row) {
    if (this.source !== "browser") return row.path || row.label;
    const known = this.set === this.desk.set && this.desk.files[row.number - 1]?.name;
    return known ? known + row.path.slice(`file ${row.number}`.length) : row.label;
  }
}

function render({ model, el }) {
  el.classList.add("rk", "rk-read-badges");
  const page = new Page(model, el);
  const free = keepKeys(el);
  return () => {
    page.end();
    free();
  };
}

export default { render };
