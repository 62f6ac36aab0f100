// gallery/pictures.js
//
// Jobs flattened into pictures, newest first; older pages by cursor; search on the server; what is being deleted.
//
// Used by   gallery/, viewer/, references/gallery_picker.js, run/results.js
// Traps     A search result is a list of job ids of its own: it must not be mixed into the contiguous list, or paging
//           would skip the jobs between. Hidden jobs are those whose deletion can still be undone.
import { get } from "../api.js";
import { connectionStore, jobStore, learn } from "../run/live_jobs.js";
import { createStore, useStore } from "../state.js";
import { hiddenStore } from "./deletion.js";

const PAGE = 100;

// found: null without a search, otherwise Map id -> job of the pages that came so far.
export const searchStore = createStore({ text: "", found: null, next: null });
export const loadingStore = createStore({ isLoading: false, problem: null });

const flattened = new WeakMap(); // the images of a job -> its pictures; progress leaves them as they are

// The finished pictures of a job, each with what is shown about it.
export function picturesOf(job) {
  let pictures = flattened.get(job.images);
  if (!pictures) {
    pictures = job.images
      .filter((image) => image.url)
      .map((image) => ({ ...image, prompt: image.prompt || job.prompt, key: `${job.id}/${image.index}`, job_id: job.id }));
    flattened.set(job.images, pictures);
  }
  return pictures;
}

let last = { order: null, byId: null, found: null, hidden: null, pictures: [] };

// All pictures, or those of the search. The same array while nothing changed.
export function allPictures() {
  const { order, byId } = jobStore.get();
  const { found } = searchStore.get();
  const hidden = hiddenStore.get();
  if (last.order === order && last.byId === byId && last.found === found && last.hidden === hidden) return last.pictures;
  const ids = found ? [...found.keys()] : order;
  const pictures = [];
  for (const id of ids) {
    const job = byId.get(id) ?? found?.get(id);
    if (job && !hidden.has(id)) pictures.push(...picturesOf(job));
  }
  const isSame = pictures.length === last.pictures.length && pictures.every((one, at) => one === last.pictures[at]);
  last = { order, byId, found, hidden, pictures: isSame ? last.pictures : pictures };
  return last.pictures;
}

export function usePictures() {
  useStore(searchStore);
  useStore(hiddenStore);
  return useStore(jobStore, allPictures);
}

const query = (text, before) => {
  const parts = new URLSearchParams({ limit: PAGE });
  if (text) parts.set("search", text);
  if (before) parts.set("before", before);
  return `/api/jobs?${parts}`;
};

async function load(work) {
  if (loadingStore.get().isLoading) return;
  loadingStore.set({ isLoading: true, problem: null });
  try {
    await work();
    loadingStore.set({ isLoading: false, problem: null });
  } catch (problem) {
    loadingStore.set({ isLoading: false, problem });
  }
}

// The next older page of what is shown, if there is one.
export function loadOlder() {
  const search = searchStore.get();
  const { isListed, next } = connectionStore.get();
  if (search.found) {
    if (!search.next) return Promise.resolve();
    return load(async () => {
      const page = await get(query(search.text, search.next));
      if (searchStore.get().text !== search.text) return; // another search began meanwhile
      const found = new Map([...searchStore.get().found, ...page.jobs.map((job) => [job.id, job])]);
      searchStore.update({ found, next: page.next });
    });
  }
  if (!isListed || !next) return Promise.resolve();
  return load(async () => {
    const page = await get(query("", next));
    learn(page.jobs);
    connectionStore.update({ next: page.next });
  });
}

let searching = null;

export async function search(text) {
  searching?.abort();
  const wanted = text.trim();
  if (!wanted) {
    searchStore.set({ text: "", found: null, next: null });
    return;
  }
  const mine = (searching = new AbortController());
  try {
    const page = await get(query(wanted, ""), { signal: mine.signal });
    searchStore.set({ text: wanted, found: new Map(page.jobs.map((job) => [job.id, job])), next: page.next });
  } catch (problem) {
    if (problem.name !== "AbortError") loadingStore.set({ isLoading: false, problem });
  }
}

// A job wherever it is known.
export const findJob = (id) => jobStore.get().byId.get(id) ?? searchStore.get().found?.get(id) ?? null;
