// Put before `read_badges.js`: opens the files and folders that a person gives, and hands their bytes over in pieces under running
// numbers. File names name people: they go no further than the words that the page shows.

const PIECE = 1_000_000; // bytes in one message; the server takes 10 MB at most
const PARTS = 200; // files in one message

const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
const megabytes = (bytes) => `${bytes / 1_000_000} MB`;
// What editors and systems leave in folders, and what a folder says about itself.
const passedOver = (name) => name.startsWith(".") || name.toUpperCase().startsWith("README");
const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

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

// The browser forgets a drop as soon as its handler waits, so everything is taken out of it before the first wait.
function droppedFiles(transfer, looking) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...transfer.files].map((file) => ({ name: file.name, file }));
  if (!entries.length) return plain;
  looking();
  return Promise.all(entries.map(entriesOf)).then((found) => found.flat().sort(byName));
}

function chosenFiles(input) {
  const given = [...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
  if (!input.webkitdirectory) return given;
  return given.filter((one) => !one.name.split("/").some(passedOver)).sort(byName);
}

// Why these files together are not read; nothing if they are.
function tooMuch(files, { most_files: mostFiles, most_together: mostTogether }) {
  const size = files.reduce((sum, one) => sum + one.file.size, 0);
  if (files.length > mostFiles) return `${count(files.length, "file", "files")} are too many. At most ${mostFiles.toLocaleString("en")} are read at once. Nothing was read.`;
  if (size > mostTogether) return `These files are larger than ${megabytes(mostTogether)} together. Give them in several goes. Nothing was read.`;
  return "";
}

class Unopened extends Error {
  constructor(name) {
    super(`${name} cannot be opened. Nothing was read. Leave it out, or choose the files again.`);
  }
}

async function bytesOf({ name, file }, from) {
  try {
    return await file.slice(from, from + PIECE).arrayBuffer();
  } catch {
    throw new Unopened(name);
  }
}

// `hand` takes one message's parts and bytes and waits until they arrived, so that a slow machine is never flooded.
async function handOver(files, hand, progress) {
  let parts = [];
  let buffers = [];
  let held = 0;
  const flush = async () => {
    if (parts.length) await hand(parts, buffers);
    [parts, buffers, held] = [[], [], 0];
  };
  for (const [at, given] of files.entries()) {
    for (let from = 0; from < given.file.size; from += PIECE) {
      const piece = await bytesOf(given, from);
      if (held + piece.byteLength > PIECE || parts.length === PARTS) await flush();
      parts.push({ file: at + 1 });
      buffers.push(piece);
      held += piece.byteLength;
    }
    if (at % 20 === 0) progress(at, files.length);
  }
  await flush();
}
