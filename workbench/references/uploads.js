// references/uploads.js
//
// Files on their way to becoming references: shown with their progress, sent one after the other so that their order
// is the order in which they were given.
//
// Used by   references/reference_tray.js, references/take_files.js; run/start_job.js waits for them.
// Source    POST /api/uploads, docs/api.md
// Traps     The picture in the tray is the file itself (a blob address), so it shows before the upload ends. A finished
//           upload moves into the draft.
import { upload } from "../api.js";
import { change, draftStore } from "../compose/draft.js";
import { createStore } from "../state.js";

// [{key, name, picture, share: 0..1, problem: null or ApiError}]
export const uploadStore = createStore([]);

const waiting = [];
let isSending = false;
let count = 0;

const patch = (key, fields) =>
  uploadStore.set(uploadStore.get().map((one) => (one.key === key ? { ...one, ...fields } : one)));

const drop = (key) => uploadStore.set(uploadStore.get().filter((one) => one.key !== key));

// {width, height} of a picture, or nothing where this browser cannot read the format; the server may.
async function sizeOf(picture) {
  const image = new Image();
  image.src = picture;
  try {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch (problem) {
    if (problem.name === "EncodingError") return {};
    throw problem;
  }
}

async function send({ key, file, picture, giveUp }) {
  if (giveUp.signal.aborted) return;
  try {
    const [kept, size] = await Promise.all([
      upload(file, (share) => patch(key, { share }), giveUp.signal),
      sizeOf(picture),
    ]);
    const reference = { id: kept.id, url: kept.url, thumbnail_url: kept.url, name: file.name, expires: kept.expires, ...size };
    drop(key);
    change({ references: [...draftStore.get().references, reference] });
    URL.revokeObjectURL(picture);
  } catch (problem) {
    if (problem.name !== "AbortError") patch(key, { problem });
  }
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  try {
    while (waiting.length > 0) await send(waiting.shift());
  } finally {
    isSending = false;
  }
}

export function addFiles(files) {
  for (const file of files) {
    const key = (count += 1);
    const one = { key, file, picture: URL.createObjectURL(file), giveUp: new AbortController() };
    waiting.push(one);
    uploadStore.set([...uploadStore.get(), { key, name: file.name, picture: one.picture, share: 0, problem: null, giveUp: one.giveUp }]);
  }
  sendAll();
}

// Takes a file out of the tray, under way or failed.
export function giveUp(one) {
  one.giveUp.abort();
  drop(one.key);
  URL.revokeObjectURL(one.picture);
}
