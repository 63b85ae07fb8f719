// Put before scripts that send messages: what is sent to the kernel, and whether it still answers.

const LATE = 10_000; // milliseconds without an answer before the person is told

// Sends what was done, and notices when nobody answers: a kernel that was restarted leaves the page behind as it was.
class Talk {
  constructor(model, late) {
    this.model = model;
    this.late = late;
    this.timer = null;
    this.me = `rk${Math.random().toString(36).slice(2)}`;
    this.sent = 0;
    this.answered = 0;
    this.made = 0;
  }
  send(content, buffers = []) {
    this.sent += 1;
    this.timer ??= setTimeout(() => this.late(true), LATE);
    try {
      this.model.send({ ...content, from: this.me, n: this.sent }, undefined, buffers);
    } catch {
      this.late(true);
    }
    return this.sent;
  }
  hear(view) {
    if (view.heard[0] === this.me) this.answered = Math.max(this.answered, view.heard[1]);
    if (this.answered === this.sent) this.stop();
  }
  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.late(false);
  }
  newId() {
    this.made += 1;
    return `${this.me}-${this.made}`;
  }
}

// Draws what the kernel sends as messages, beginning with what it sends when a page says hello; returns the clean-up.
function converse(model, el, page) {
  const free = keepKeys(el);
  const hear = (content) => content.view && page.update(content.view);
  model.on("msg:custom", hear);
  page.talk.send({ do: "hello" });
  return () => {
    page.flush();
    page.talk.stop();
    model.off("msg:custom", hear);
    free();
  };
}
