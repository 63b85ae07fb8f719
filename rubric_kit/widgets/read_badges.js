// Takes files, hands their bytes to the kernel under running numbers, and draws the rows that come back. File names name people:
// they stay in this script, are put beside the numbers as text, and are gone when the page is loaded again.

const PIECE = 1_000_000; // bytes in one message; the server takes 10 MB at most
const PARTS = 200; // files in one message
const PATIENCE = 5000; // milliseconds without an answer before the person is told

const SIGNS = { no: "✕", unsure: "?", look: "!" };
const SIGN_WORDS = { no: "Not to be trusted: ", unsure: "Cannot be told: ", look: "Look at it: " };
const OUTCOMES = { badge: "●", "not-a-badge": "○", unreadable: "✕" };
const SOURCES = { samples: "These are the sample badges that come with the kit.", folder: "This is the folder you named.", browser: "" };

const DESKS = new Map(); // names and files by the mark of the kernel's side, so that two views of one widget share them

function desk(mark) {
  if (!DESKS.has(mark)) DESKS.set(mark, { set: "", files: [] });
  return DESKS.get(mark);
}

const random = () => Math.random().toString(36).slice(2);
const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const megabytes = (bytes) => `${bytes / 1_000_000} MB`;
// What editors and systems leave in folders, and what a folder says about itself.
const passedOver = (name) => name.startsWith(".") || name.toUpperCase().startsWith("README");

async function entriesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ name: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = entry.createReader();
  const found = [];
  // A folder is given in parts of about 100.
  for (;;) {
    const part = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!part.length) break;
    for (const one of part) if (!passedOver(one.name)) found.push(...(await entriesOf(one)));
  }
  return found;
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

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
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...transfer.files].map((file) => ({ name: file.name, file }));
    if (!entries.length) return this.give(plain);
    this.work("Looking into what was dropped", 0, 0);
    try {
      const found = [];
      for (const entry of entries) found.push(...(await entriesOf(entry)));
      this.finish();
      await this.give(found.sort(byName));
    } catch {
      this.finish();
      this.tell("What was dropped cannot be opened. Choose the files with the button instead.", true);
    }
  }
  chosen(input) {
    const inFolder = input.webkitdirectory;
    const given = [...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
    input.value = "";
    const parts = (name) => name.split("/");
    const kept = inFolder ? given.filter((one) => !parts(one.name).some(passedOver)).sort(byName) : given;
    if (given.length && !kept.length) this.tell("That folder holds no files to read.", true);
    if (kept.length) this.give(kept);
  }
  // Everything is read together each time, since one file may belong to another; the kernel keeps no bytes.
  async give(added) {
    if (this.busy) return this.tell("Still reading. Add more when this is done.", true);
    const large = added.filter((one) => one.file.size > this.limits.most_bytes);
    const earlier = this.source === "browser" && this.set === this.desk.set ? this.desk.files : [];
    const files = [...earlier, ...added.filter((one) => !large.includes(one))];
    const size = files.reduce((sum, one) => sum + one.file.size, 0);
    const { most_files: mostFiles, most_bytes: mostBytes, most_together: mostTogether } = this.limits;
    if (files.length > mostFiles) return this.tell(`${count(files.length, "file", "files")} are too many. At most ${mostFiles.toLocaleString("en")} are read at once. Nothing was read.`, true);
    if (size > mostTogether) return this.tell(`These files are larger than ${megabytes(mostTogether)} together. Give them in several goes. Nothing was read.`, true);
    const names = large.map((one) => one.name).join(", ");
    this.tell(large.length ? `Left out, larger than ${megabytes(mostBytes)}: ${names}` : "", true);
    if (files.length > earlier.length) await this.handOver(files);
  }
  async handOver(files) {
    this.desk.files = files;
    this.desk.set = random();
    try {
      await this.exchange({ do: "start", files: files.length });
      await this.sendPieces(files);
      this.work("Reading", 0, 0);
      await this.exchange({ do: "read", set: this.desk.set });
    } catch {
      this.finish(); // why was told already
    }
  }
  async sendPieces(files) {
    let parts = [];
    let buffers = [];
    let held = 0;
    const flush = async () => {
      if (parts.length) await this.exchange({ do: "bytes", parts }, buffers);
      [parts, buffers, held] = [[], [], 0];
    };
    for (const [at, { name, file }] of files.entries()) {
      for (let from = 0; from < file.size; from += PIECE) {
        const piece = await this.opened(file.slice(from, from + PIECE), name);
        if (held + piece.byteLength > PIECE || parts.length === PARTS) await flush();
        parts.push({ file: at + 1 });
        buffers.push(piece);
        held += piece.byteLength;
      }
      if (at % 20 === 0) this.work("Handing over", at, files.length);
    }
    await flush();
  }
  async opened(blob, name) {
    try {
      return await blob.arrayBuffer();
    } catch (error) {
      this.tell(`${name} cannot be opened. Nothing was read. Leave it out, or choose the files again.`, true);
      throw error;
    }
  }
  // One message at a time, so that a slow machine is never flooded.
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
    const { most_files: mostFiles, most_bytes: mostBytes, shown } = this.limits;
    const zone = make("div", { class: "rk-drop", role: "group", "aria-label": "Give badge files" });
    const limits = `PNG, SVG, JSON, ZIP, CSV or XLSX. At most ${mostFiles.toLocaleString("en")} files, ${megabytes(mostBytes)} each.`;
    const privacy = "Nothing leaves this computer. File names stay in this window: they are never saved.";
    zone.append(
      make("p", { class: "rk-invite" }, "Drop badge files here, or choose them:"),
      make("div", { class: "rk-choices" }, this.chooser("Choose files", {}), this.chooser("Choose a folder", { webkitdirectory: "" })),
      make("p", { class: "rk-small" }, limits, make("br"), privacy),
    );
    this.acceptDrops(zone);
    this.path = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    this.path.addEventListener("keydown", (event) => event.key === "Enter" && this.readFolder());
    const label = make("label", {}, make("span", {}, "Path of the folder"), this.path);
    const byPath = make("details", {}, make("summary", {}, "Or name a folder by its path"), make("div", { class: "rk-path" }, label, command("Read folder", () => this.readFolder())));
    this.bar = make("progress", { "aria-label": "Progress" });
    this.barWords = make("span", {});
    this.progress = make("p", { class: "rk-progress", hidden: "" }, this.bar, this.barWords);
    this.notice = make("p", { class: "rk-notice", role: "status" });
    this.summary = make("p", { class: "rk-summary", role: "status" });
    this.origin = make("p", { class: "rk-small" });
    this.choice = make("select", { "aria-label": "Show" }, ...shown.map((one) => make("option", { value: one.id }, one.words)));
    this.choice.addEventListener("change", () => this.turn(0, this.choice.value));
    this.back = command("Previous", () => this.turn(this.at - 1));
    this.next = command("Next", () => this.turn(this.at + 1));
    this.place = make("span", { class: "rk-place", tabindex: "-1" });
    this.clear = command("Clear the table", () => this.send({ do: "clear" }));
    const show = make("span", { class: "rk-show" }, make("span", { "aria-hidden": "true" }, "Show"), this.choice);
    this.bars = make("div", { class: "rk-bars", role: "group", "aria-label": "Table" }, show, this.back, this.place, this.next, this.clear);
    this.body = make("tbody", { role: "rowgroup" });
    const heads = ["Badge", "Read", "Missing", "Not safe to trust"].map((text) => make("th", { scope: "col", role: "columnheader" }, text));
    const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads));
    this.table = make("table", { role: "table" }, make("caption", { class: "rk-visually-hidden" }, "What was read"), head, this.body);
    this.pane = make("div", { class: "rk-pane", role: "group", "aria-label": "What was read", tabindex: "0" }, this.table);
    el.append(zone, byPath, this.progress, this.notice, this.summary, this.origin, this.bars, this.pane);
    this.bars.hidden = this.pane.hidden = true;
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
    this.pane.hidden = !page.rows.length;
    this.body.replaceChildren(...page.rows.map((row) => this.row(row)));
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
  row(row) {
    const name = this.fileName(row);
    const mark = make("span", { class: `rk-outcome rk-${row.outcome}` }, make("span", { "aria-hidden": "true" }, OUTCOMES[row.outcome]), ` ${row.outcome_words}`);
    const file = make("span", { class: "rk-file rk-small" }, make("bdi", {}, name), name === row.label ? "" : ` (${row.label})`);
    const title = row.name ? [make("bdi", { class: "rk-name" }, row.name), make("span", { class: "rk-issuer" }, "by ", make("bdi", {}, row.issuer))] : [];
    const head = make("th", { scope: "row", role: "rowheader" }, ...title, mark, file, make("span", { class: "rk-small" }, row.format));
    const isBadge = row.name !== "";
    const doubts = row.doubts.map((one) => this.doubt(one));
    const todo = row.advice.length ? [make("p", { class: "rk-todo" }, make("b", {}, "What to do: "), row.advice.join(" "))] : [];
    const safe = doubts.length ? [make("ul", { class: "rk-doubts" }, ...doubts)] : isBadge ? [make("p", {}, "Nothing was found.")] : [];
    return make("tr", { role: "row" }, head, this.cell("Read", this.list(row.read)), this.cell("Missing", this.missing(row, isBadge)), this.cell("Not safe to trust", [...safe, ...todo]));
  }
  cell(title, parts) {
    const inner = parts.length ? parts : [make("p", { class: "rk-small" }, "Not looked at.")];
    return make("td", { role: "cell" }, make("span", { class: "rk-cell-title", "aria-hidden": "true" }, title), ...inner);
  }
  list(lines) {
    return lines.length ? [make("ul", {}, ...lines.map((line) => make("li", {}, make("bdi", {}, line))))] : [];
  }
  missing(row, isBadge) {
    if (!row.missing.length) return isBadge ? [make("p", {}, "Nothing that a reader needs.")] : [];
    const rest = row.missing.slice(3);
    const more = rest.length ? [make("details", {}, make("summary", {}, `${rest.length} more`), ...this.list(rest))] : [];
    return [...this.list(row.missing.slice(0, 3)), ...more];
  }
  doubt({ sign, head, text }) {
    const mark = make("span", { class: `rk-sign rk-sign-${sign}`, "aria-hidden": "true" }, SIGNS[sign]);
    const spoken = make("span", { class: "rk-visually-hidden" }, SIGN_WORDS[sign]);
    return make("li", {}, mark, make("span", {}, spoken, make("b", {}, head), text ? ". " : "", make("bdi", {}, text)));
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
