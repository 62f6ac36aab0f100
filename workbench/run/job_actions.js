// run/job_actions.js
//
// What can be done with a job that is over, as a row of small buttons.
//
// Used by   run/job_card.js
import { html } from "../vendor/preact_htm.js";
import { reuseJob } from "../compose/draft.js";
import { focusPrompt } from "../compose/prompt_field.js";
import { notify } from "../frame/toasts.js";
import { deleteJob } from "../gallery/deletion.js";
import { Icon } from "../icons.js";
import { tryAgain, vary } from "./start_job.js";

function Action({ label, icon, onClick, title = label }) {
  return html`<button type="button" class="icon-button icon-button-small" aria-label=${label} title=${title} onClick=${onClick}><${Icon} name=${icon} size=${17} /></button>`;
}

export function JobActions({ job }) {
  const [image] = job.images.filter((one) => one.url);
  const reuse = () => {
    reuseJob(job);
    notify("The form holds this job again, with its seed");
    focusPrompt();
  };
  return html`<div class="job-actions">
    ${job.state === "succeeded"
      ? html`<${Action} label="Vary" icon="vary" title="Draw it again with another seed" onClick=${() => vary(job)} />`
      : html`<button type="button" class="button button-small" onClick=${() => tryAgain(job)}><${Icon} name="retry" size=${15} />Try again</button>`}
    <${Action} label="Reuse" icon="reuse" title="Put its settings into the form" onClick=${reuse} />
    ${job.images.length === 1 && image &&
    html`<a class="icon-button icon-button-small" href=${image.url} download=${`reverie-${job.seed}.${image.format}`} aria-label="Download" title="Download"><${Icon} name="download" size=${17} /></a>`}
    <${Action} label="Delete" icon="trash" onClick=${() => deleteJob(job)} />
  </div>`;
}
