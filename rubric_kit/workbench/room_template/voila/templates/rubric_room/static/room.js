// What the page says while it gets ready and when it has ended. Voila's script calls `voila_process` before each cell and
// `voila_finish` at the end; it sets `themeLoaded` when it has drawn the first colours.

const ASK_EVERY = 4000; // milliseconds between two looks whether the kernel is still there
const LOOKS = 2; // a single look may fail on a busy network

window.voila_heartbeat = () => {};

window.voila_process = (at, of) => {
  document.getElementById("rk-room-getting-ready").textContent = `Getting ready: part ${at} of ${of}.`;
};

window.voila_finish = () => {
  if (!window.themeLoaded) {
    window.cellLoaded = true;
    return;
  }
  document.getElementById("rk-room-getting-ready").hidden = true;
  document.getElementById("rendered_cells").hidden = false;
  unlink();
  watch();
};

// Other notebooks and the files of the folder are not served: the words of such a link stay, the link does not.
function unlink() {
  for (const link of document.querySelectorAll(".jp-RenderedMarkdown a[href]")) {
    if (!/^(#|https?:|mailto:)/.test(link.getAttribute("href"))) link.replaceWith(...link.childNodes);
  }
}

function settings() {
  return JSON.parse(document.getElementById("jupyter-config-data").textContent);
}

// Ask the server itself: what its script knows of the connection differs from version to version.
async function look() {
  const { baseUrl, kernelId } = settings();
  try {
    const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? "there" : "gone";
  } catch {
    return "unreachable";
  }
}

let watching = false;
async function watch() {
  if (watching) return;
  watching = true;
  let missed = 0;
  for (;;) {
    await new Promise((done) => setTimeout(done, ASK_EVERY));
    const found = await look();
    if (found === "there") tell("");
    missed = found === "unreachable" ? missed + 1 : 0;
    if (missed >= LOOKS) tell("This page cannot reach its server: it was stopped, or the network is gone. What was saved is kept.");
    if (found === "gone") return tell("This page has come to its end: the program behind it stopped. What was saved is kept. Load the page again to go on.", true);
  }
}

function tell(words, last = false) {
  const place = document.getElementById("rk-room-ended");
  if (place.firstChild?.textContent === words || (!words && !place.firstChild)) return;
  place.replaceChildren();
  if (!words) return;
  place.append(Object.assign(document.createElement("p"), { textContent: words }));
  if (!last) return;
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Load again" });
  again.addEventListener("click", () => location.reload());
  place.append(again);
}
