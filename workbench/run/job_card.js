// run/job_card.js
//
// One job among the results: its pictures as they come, what it was asked, how it is going or how it went.
//
// Used by   run/results.js
import { html } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { ago, duration, sizeText } from "../plain_words.js";
import { useStore } from "../state.js";
import { DevelopingPicture } from "./developing_picture.js";
import { framesOf } from "./expected_pictures.js";
import { JobActions } from "./job_actions.js";
import { isActive } from "./job_states.js";
import { JobProgress } from "./job_progress.js";
import { jobStore } from "./live_jobs.js";

const STATE_WORDS = { cancelled: "Cancelled", failed: "Failed" };

// Columns of a job's pictures: all in one row while there are few.
function columnsFor(count) {
  if (count <= 4) return count;
  if (count <= 6) return 3;
  return count <= 8 ? 4 : 5;
}

function shapeOf(job) {
  const [width, height] = job.size.split("x").map(Number);
  return { width, height };
}

function Facts({ job }) {
  const facts = [
    job.model,
    sizeText(job.size),
    `seed ${job.seed}`,
    job.dialect !== "own" && `through ${job.dialect}`,
    job.state === "succeeded" && job.started && duration((Date.parse(job.finished) - Date.parse(job.started)) / 1000),
    ago(job.created),
  ].filter(Boolean);
  return html`<ul class="facts">${facts.map((fact) => html`<li key=${fact}>${fact}</li>`)}</ul>`;
}

function Outcome({ job }) {
  if (job.error) return html`<p class="problem" role="alert"><${Icon} name="warning" size=${16} /><span>${job.error.message}</span></p>`;
  if (job.expired) return html`<p class="note">Its pictures were kept for a while and are gone now.</p>`;
  if (STATE_WORDS[job.state]) return html`<p class="note">${STATE_WORDS[job.state]}</p>`;
  return null;
}

export function JobCard({ job }) {
  const previews = useStore(jobStore, (jobs) => jobs.previews.get(job.id));
  const frames = framesOf(job);
  const shape = shapeOf(job);
  const hasPictures = isActive(job) || frames.some((frame) => frame.url || frame.error);
  const layout = frames.length <= 1 ? "is-single" : "is-several";
  return html`<article class=${`job ${layout} is-${job.state}`} aria-label=${`Job: ${job.prompt}`}>
    ${hasPictures &&
    html`<div class="job-pictures" style=${{ "--ratio": shape.width / shape.height, "--columns": columnsFor(frames.length) }}>
      ${frames.map((image) => html`<${DevelopingPicture} key=${image.index} job=${job} image=${image} preview=${previews?.[image.index]} shape=${shape} />`)}
    </div>`}
    <div class="job-words">
      <p class="job-prompt">${job.prompt}</p>
      ${job.revised_prompt && html`<p class="job-revised"><span>Written out as</span> ${job.revised_prompt}</p>`}
      ${job.references?.length > 0 &&
      html`<div class="job-references" aria-label="References">${job.references.map((one, at) => html`<img key=${one.url} src=${one.thumbnail_url} alt=${`Reference ${at + 1}`} loading="lazy" />`)}</div>`}
      <${Facts} job=${job} />
      <${Outcome} job=${job} />
      ${isActive(job) ? html`<${JobProgress} job=${job} />` : html`<${JobActions} job=${job} />`}
    </div>
  </article>`;
}
