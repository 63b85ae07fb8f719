// Put before each widget's own script: what all of them do the same way. Text goes in as text nodes only, never as markup.

function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Writing the same text again would make a live region speak again.
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A list that is drawn again only if what it shows has changed, so that no focus and no open fold is lost.
function redraw(node, shown, draw) {
  const signature = JSON.stringify(shown);
  if (node.rkShown === signature) return;
  node.rkShown = signature;
  node.replaceChildren(...draw());
}

// Puts children in order and touches only those out of place: moving a node takes the focus from it.
function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

// A button that is switched off keeps the focus, so that a keyboard does not fall back to the top of the page.
function enable(button, on) {
  button.setAttribute("aria-disabled", String(!on));
}

function command(text, act, extra = "") {
  const button = make("button", { type: "button", class: extra }, text);
  button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && act());
  return button;
}

function chip(number) {
  return make("span", { class: `rk-chip rk-chip-${Math.min(number, 4)}`, "aria-hidden": "true" }, String(number));
}

// JupyterLab takes arrows, letters and Ctrl+Z for itself unless they stop here; only saving passes, with Ctrl+S or Cmd+S.
function keepKeys(el) {
  const keep = (event) => {
    const saving = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (!saving) event.stopPropagation();
  };
  el.addEventListener("keydown", keep);
  return () => el.removeEventListener("keydown", keep);
}

// Follow `view`, and return the clean-up that anywidget calls at the end.
function follow(model, el, update, last = () => {}) {
  const free = keepKeys(el);
  model.on("change:view", update);
  return () => {
    last();
    model.off("change:view", update);
    free();
  };
}
