// gallery/deletion.js
//
// Deleting with second thoughts: the pictures vanish at once, and are really deleted when the note with "Undo" goes.
//
// Used by   viewer/, gallery/, run/job_card.js
// Traps     The server deletes whole jobs. Leaving the page in those seconds deletes at once, with a request that
//           outlives the page.
import { remove } from "../api.js";
import { dismiss, notify, notifyProblem } from "../frame/toasts.js";
import { plural } from "../plain_words.js";
import { forget } from "../run/live_jobs.js";
import { createStore } from "../state.js";

const UNDO_MS = 6000;

// Ids of jobs that are hidden while their deletion can be undone.
export const hiddenStore = createStore(new Set());

const waiting = new Map(); // id -> toast id

const show = (id) => hiddenStore.set(new Set([...hiddenStore.get()].filter((other) => other !== id)));

async function deleteNow(id) {
  if (!waiting.delete(id)) return;
  try {
    await remove(`/api/jobs/${encodeURIComponent(id)}`, { keepalive: true });
    forget(id);
  } catch (problem) {
    if (problem.status === 404) forget(id); // somebody was faster
    else notifyProblem(problem);
  }
  show(id);
}

export function deleteJob(job) {
  const pictures = job.images.filter((image) => image.url).length;
  hiddenStore.set(new Set([...hiddenStore.get(), job.id]));
  const undo = () => {
    waiting.delete(job.id);
    show(job.id);
  };
  const toast = notify(pictures > 1 ? `${plural(pictures, "picture")} of this job deleted` : "Deleted", {
    action: { label: "Undo", run: undo },
    onGone: () => deleteNow(job.id),
    stays_ms: UNDO_MS,
  });
  waiting.set(job.id, toast);
}

globalThis.addEventListener?.("pagehide", () => {
  for (const toast of waiting.values()) dismiss(toast);
});
