// run/job_progress.js
//
// What a waiting or running job says about itself: its place in the queue, or how far it is, and how long it may take.
//
// Used by   run/job_card.js
// Traps     The estimate counts down between two messages, and never below "a moment". Screen readers hear the words when
//           they change, not every percent.
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { aboutSeconds, plural } from "../plain_words.js";
import { findModel, modelStore } from "../models/model_list.js";
import { useStore } from "../state.js";
import { cancel } from "./start_job.js";
import { expectedPictures } from "./expected_pictures.js";
import { stageWords } from "./stage_words.js";

function useSecondsLeft(job) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (job.estimated_seconds === null || job.estimated_seconds === undefined) return null;
  return Math.max(0, job.estimated_seconds - Math.max(0, now - job.heard_at) / 1000);
}

function queueWords(position) {
  if (position === undefined || position === null) return "Waiting";
  return position === 0 ? "Next in the queue" : `Waiting, ${plural(position, "job")} before it`;
}

function imageWords(job) {
  const index = job.progress?.image_index ?? 0;
  const count = expectedPictures(job);
  return count === 1 ? "" : `Picture ${index + 1} of ${count}: `;
}

export function JobProgress({ job }) {
  const left = useSecondsLeft(job);
  const [isCancelling, setCancelling] = useState(false);
  const usualSteps = useStore(modelStore, (list) => findModel(list, job.model)?.default_steps);
  const isRunning = job.state === "running";
  const share = isRunning ? (job.progress?.share ?? 0) : 0;
  const percent = Math.round(share * 100);
  const words = isRunning ? `${imageWords(job)}${stageWords(job.progress?.stage, job.parameters.steps ?? usualSteps)}` : queueWords(job.queue_position);
  const onCancel = () => {
    setCancelling(true);
    cancel(job);
  };
  return html`<div class="job-progress">
    <div class="job-progress-words">
      <span role="status">${isCancelling ? "Stopping after this step" : words}</span>
      <span class="note">${left !== null && aboutSeconds(left)}</span>
    </div>
    <div class=${`bar ${isRunning ? "" : "is-waiting"}`} role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
      <span style=${{ transform: `scaleX(${share})` }}></span>
    </div>
    <button class="button button-small" disabled=${isCancelling} onClick=${onCancel}><${Icon} name="close" size=${14} />Cancel</button>
  </div>`;
}
