// run/start_job.js
//
// Sends the draft, draws a job again, cancels one; what goes wrong is told where it was asked for.
//
// Used by   compose/composer.js (the button), run/job_card.js, viewer/ ("Vary"), run/first_run.js
// Traps     A job appears at once from the server's answer; what its events said before is not overwritten. Cancelling is seen by its event.
import { post } from "../api.js";
import { notifyProblem } from "../frame/toasts.js";
import { createStore } from "../state.js";
import { draftStore } from "../compose/draft.js";
import { bodyOf, randomSeed, roomForReferences } from "../compose/draft_fields.js";
import { focusPrompt } from "../compose/prompt_field.js";
import { exactSizeProblem } from "../compose/sizes.js";
import { chosenModel } from "../models/model_list.js";
import { uploadStore } from "../references/uploads.js";
import { learnNew } from "./live_jobs.js";

// problem: {message, field} of the last attempt; it goes with the next change of the draft.
export const startStore = createStore({ isSending: false, problem: null });

draftStore.subscribe(() => {
  if (startStore.get().problem) startStore.update({ problem: null });
});

function problemOf(draft, model) {
  if (!draft.prompt.trim()) return { message: "Write what the picture shows first.", field: "prompt" };
  if (!model) return { message: "The server has not told its models yet. Try again in a moment.", field: "model" };
  const size = draft.exact && exactSizeProblem(draft.exact);
  if (size) return { message: size, field: "size" };
  const room = roomForReferences(model);
  if (draft.references.length > room) {
    const takes = room === 0 ? "no reference pictures" : `at most ${room} reference pictures`;
    return { message: `${model.name} takes ${takes}. Remove some or choose another model.`, field: "images" };
  }
  if (uploadStore.get().some((one) => !one.problem)) return { message: "A reference is still being uploaded.", field: "images" };
  return null;
}

// The new card is on top: on narrow screens below the form, elsewhere perhaps above what is being looked at.
function showNewest() {
  const block = matchMedia("(max-width: 760px)").matches ? "start" : "nearest";
  requestAnimationFrame(() => document.querySelector("#results article")?.scrollIntoView({ block }));
}

// Brings the field at fault into view, once it is marked.
function showProblem(problem) {
  if (problem.field === "prompt") focusPrompt();
  requestAnimationFrame(() => document.querySelector(".composer .has-problem")?.scrollIntoView({ block: "nearest" }));
}

export async function generate() {
  if (startStore.get().isSending) return;
  const draft = draftStore.get();
  const model = chosenModel();
  const problem = problemOf(draft, model);
  startStore.set({ isSending: !problem, problem });
  if (problem) {
    showProblem(problem);
    return;
  }
  try {
    learnNew(await post("/api/jobs", bodyOf(draft, model)));
    startStore.set({ isSending: false, problem: null });
    showNewest();
  } catch (refusal) {
    startStore.set({ isSending: false, problem: { message: refusal.message, field: refusal.field } });
    showProblem(refusal);
  }
}

async function drawAgain(job, body) {
  try {
    learnNew(await post(`/api/jobs/${encodeURIComponent(job.id)}/regenerate`, body));
    return true;
  } catch (problem) {
    notifyProblem(problem);
    return false;
  }
}

export const tryAgain = (job) => drawAgain(job, {});
export const vary = (job) => drawAgain(job, { seed: randomSeed() });

export async function cancel(job) {
  try {
    await post(`/api/jobs/${encodeURIComponent(job.id)}/cancel`);
  } catch (problem) {
    notifyProblem(problem);
  }
}
