// viewer/details.js
//
// Beside the large picture: what was asked, what was made, and everything that can be done with it.
//
// Used by   viewer/viewer.js
import { html } from "../vendor/preact_htm.js";
import { reuseJob } from "../compose/draft.js";
import { roomForReferences } from "../compose/draft_fields.js";
import { focusPrompt } from "../compose/prompt_field.js";
import { copyText } from "../controls/copy_text.js";
import { goTo } from "../frame/route.js";
import { notify } from "../frame/toasts.js";
import { Icon } from "../icons.js";
import { useChosenModel } from "../models/model_list.js";
import { bytes, duration, sizeText } from "../plain_words.js";
import { addPicture } from "../references/reference_list.js";
import { vary } from "../run/start_job.js";
import { closeViewer } from "./viewed.js";

function factsOf(job, picture) {
  const drew = job.started && job.finished && (Date.parse(job.finished) - Date.parse(job.started)) / 1000;
  const { steps, guidance } = job.parameters ?? {};
  return [
    ["Model", job.model],
    ["Size", `${sizeText(`${picture.width}x${picture.height}`)} px`],
    ["Seed", String(picture.seed)],
    steps && ["Steps", String(steps)],
    guidance && ["Guidance", String(guidance)],
    ["File", `${picture.format.toUpperCase()}, ${bytes(picture.bytes)}`],
    drew && ["Drawn in", job.images.length > 1 ? `${duration(drew)} for ${job.images.length} pictures` : duration(drew)],
    ["Made", new Date(job.created).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })],
    job.dialect !== "own" && ["Asked through", job.dialect],
  ].filter(Boolean);
}

function toForm(words) {
  closeViewer();
  goTo("create");
  notify(words);
  requestAnimationFrame(focusPrompt);
}

function Actions({ job, picture }) {
  const model = useChosenModel();
  const room = roomForReferences(model);
  const reuse = () => {
    reuseJob(job, picture.seed);
    toForm("The form holds this picture's settings, with its seed");
  };
  const edit = () => {
    addPicture(picture);
    toForm("Added as a reference. Say what to change.");
  };
  const varyIt = async () => {
    if (!(await vary(job))) return;
    closeViewer();
    goTo("create");
  };
  const action = (label, icon, onClick, title) => html`<button type="button" class="button" title=${title} onClick=${onClick}><${Icon} name=${icon} size=${17} />${label}</button>`;
  return html`<div class="viewer-actions">
      ${action("Reuse", "reuse", reuse, "Put these settings into the form")}
      ${action("Vary", "vary", varyIt, "Draw it again with another seed")}
      <button type="button" class="button" disabled=${room === 0} aria-describedby=${room === 0 ? "edit-note" : undefined} onClick=${edit}>
        <${Icon} name="edit" size=${17} />Edit this</button>
      <a class="button" href=${picture.url} download=${`reverie-${picture.seed}.${picture.format}`}><${Icon} name="download" size=${17} />Download</a>
    </div>
    ${room === 0 && model && html`<p id="edit-note" class="note">${model.name} takes no references. Choose a model that does to edit pictures.</p>`}`;
}

export function Details({ job, picture, onDelete }) {
  const copy = (what, icon, text) => html`<button type="button" class="button button-small" aria-label=${`Copy ${what.toLowerCase()}`}
    onClick=${() => copyText(text, what)}><${Icon} name=${icon} size=${15} />${what}</button>`;
  return html`<aside class="viewer-details" aria-label="Details">
    <p class="viewer-prompt">${picture.prompt}</p>
    ${job.revised_prompt && html`<div class="viewer-revised"><h3>Written out as</h3><p>${job.revised_prompt}</p></div>`}
    <div class="viewer-copies">
      ${copy("Prompt", "copy", picture.prompt)}
      ${copy("Seed", "copy", String(picture.seed))}
      ${copy("Link", "link", picture.url)}
    </div>
    <${Actions} job=${job} picture=${picture} />
    ${job.references?.length > 0 &&
    html`<div><h3>References</h3><div class="job-references">${job.references.map((one, at) => html`<img key=${one.url} src=${one.thumbnail_url} alt=${`Reference ${at + 1}`} />`)}</div></div>`}
    <dl class="viewer-facts">${factsOf(job, picture).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <button type="button" class="button button-danger" onClick=${onDelete}><${Icon} name="trash" size=${17} />Delete</button>
    ${job.images.length > 1 && html`<p class="note">Deletes all ${job.images.length} pictures of this job.</p>`}
  </aside>`;
}
