// Put before `edit_rubric.js`: bringing in a rubric from elsewhere and saving this one in another format.

const MOST_BYTES = 5_000_000;

class BringIn {
  constructor(editor) {
    this.editor = editor;
    this.text = make("textarea", { rows: "4" });
    this.file = make("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx,.json" });
    this.problem = make("p", { class: "rk-problem", hidden: "" });
    this.read = command("Read what was pasted", () => this.give(new TextEncoder().encode(this.text.value).buffer, ""));
    this.file.addEventListener("change", () => this.choose());
    const paste = make("label", {}, "Paste a grid from a spreadsheet or a document", this.text);
    const choose = make("label", {}, "or choose a file (CSV, XLSX, JSON) ", this.file);
    this.told = make("ul", { class: "rk-told" });
    this.question = make("fieldset");
    this.left = make("ul");
    this.leftWords = make("summary");
    this.leftFold = make("details", {}, this.leftWords, this.left);
    this.open = command("Open in the editor", () => editor.ask({ do: "open_brought" }, { plain: true }));
    this.away = command("Put away", () => editor.tell({ do: "put_away" }));
    this.reading = make("section", { class: "rk-brought", "aria-label": "What was read" }, this.told, this.question, this.leftFold, this.open, " ", this.away);
    this.fold = fold("Bring in a rubric", paste, this.read, choose, this.problem, this.reading);
    this.node = this.fold.node;
  }
  async choose() {
    const file = this.file.files[0];
    if (!file) return;
    if (file.size > MOST_BYTES) this.refuse(`This file is larger than ${MOST_BYTES / 1_000_000} MB. Nothing was read.`);
    else this.give(await file.arrayBuffer(), file.name);
  }
  refuse(words) {
    say(this.problem, words);
    this.problem.hidden = words === "";
  }
  give(bytes, name) {
    if (bytes.byteLength > MOST_BYTES) {
      this.refuse(`What was pasted is larger than ${MOST_BYTES / 1_000_000} MB. Nothing was read.`);
      return;
    }
    this.refuse("");
    this.editor.ask({ do: "bring", name }, { plain: true, buffers: [bytes], refused: (words) => this.refuse(words) });
  }
  update(brought) {
    this.reading.hidden = !brought;
    if (!brought) return;
    redraw(this.told, brought.told, () => brought.told.map((one) => make("li", {}, one)));
    this.updateQuestion(brought.question);
    say(this.leftWords, `Left out or to look at: ${brought.left.length}`);
    this.leftFold.hidden = brought.left.length === 0;
    redraw(this.left, brought.left, () => brought.left.map((one) => make("li", {}, one)));
  }
  updateQuestion(question) {
    this.question.hidden = !question;
    if (!question) return;
    redraw(this.question, [question.key, question.text, question.choices], () => {
      const name = this.editor.talk.newId();
      this.radios = new Map(question.choices.map((one) => [one.value, make("input", { type: "radio", name, value: one.value })]));
      for (const [value, radio] of this.radios) {
        radio.addEventListener("change", () => this.editor.tell({ do: "answer", key: question.key, value }));
      }
      const options = question.choices.map((one) => make("label", { class: "rk-link" }, this.radios.get(one.value), one.words));
      return [make("legend", {}, question.text), ...options];
    });
    this.radios.get(question.chosen).checked = true;
  }
}

class SaveAs {
  constructor(editor, formats) {
    const options = formats.map((one) => make("option", { value: one.name }, one.title));
    this.format = make("select", {}, ...options);
    const save = command("Save as …", () => editor.tell({ do: "save_as", format: this.format.value }));
    this.line = make("p");
    this.losses = make("ul");
    this.words = make("summary");
    this.more = make("details", {}, this.words, this.losses);
    this.fold = fold("Save in another format", make("label", {}, "Format ", this.format), " ", save, this.line, this.more);
    this.node = this.fold.node;
  }
  update(exported) {
    this.line.hidden = this.more.hidden = !exported;
    if (!exported) return;
    say(this.line, exported.line);
    this.more.hidden = exported.losses.length === 0;
    say(this.words, exported.words);
    redraw(this.losses, exported.losses, () => exported.losses.map(({ why, places }) => make("li", {}, why, make("span", { class: "rk-small" }, places))));
  }
}
