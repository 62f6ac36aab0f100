// compose/draft.js
//
// The one draft of the page, kept between visits.
//
// Used by   compose/, references/, calls/ (through app.js), and whatever fills the form: examples, "Reuse", "Edit this".
// Traps     What is kept leaves out uploads under way: their bytes are not in the browser's store.
import { keep, readKept } from "../kept.js";
import { createStore } from "../state.js";
import { EMPTY_DRAFT, draftOf, revivedDraft } from "./draft_fields.js";

const KEEP_AFTER_MS = 300;

export const draftStore = createStore(revivedDraft(readKept("draft")));

let timer = 0;
const keepNow = () => {
  clearTimeout(timer);
  const draft = draftStore.get();
  keep("draft", { ...draft, references: draft.references.filter((reference) => reference.url) });
};
draftStore.subscribe(() => {
  clearTimeout(timer);
  timer = setTimeout(keepNow, KEEP_AFTER_MS);
});
globalThis.addEventListener?.("pagehide", keepNow);

export const change = (fields) => draftStore.update(fields);

export const clearDraft = () => draftStore.set({ ...EMPTY_DRAFT, model: draftStore.get().model });

// "Reuse": everything as in that job, its seed locked.
export const reuseJob = (job, seed = job.seed) => draftStore.set({ ...draftOf(job), seed });
