// run/developing_picture.js
//
// One picture of a job at every age: an empty frame of the right shape, a preview that grows sharp, the picture.
//
// Used by   run/job_card.js
// Traps     The final picture is laid over the last preview and faded in once it is decoded, so nothing flashes. Previews
//           are a few dozen pixels wide: blurred while enlarged, less with each step.
import { html, useState } from "../vendor/preact_htm.js";
import { openViewer } from "../viewer/viewed.js";
import { Icon } from "../icons.js";
import { expectedPictures } from "./expected_pictures.js";

const MOST_BLUR_PX = 14;

function Preview({ src, share }) {
  return html`<img class="developing-preview" src=${src} alt="" style=${{ filter: `blur(${(MOST_BLUR_PX * (1 - share)).toFixed(1)}px)` }} />`;
}

// How far this one picture is, of a job of several drawn one after the other.
function shareOfPicture(job, index) {
  if (!job.progress) return 0;
  return Math.min(1, Math.max(0, job.progress.share * expectedPictures(job) - index));
}

export function DevelopingPicture({ job, image, preview, shape }) {
  const [isShown, setShown] = useState(false);
  const isOver = job.state !== "queued" && job.state !== "running";
  const isDrawing = job.state === "running" && (job.progress?.image_index ?? 0) === image.index;
  const style = { aspectRatio: `${shape.width} / ${shape.height}` };
  if (image.url) {
    const prompt = image.prompt || job.prompt;
    return html`<button type="button" class="developing is-done" style=${style} aria-label=${`Open: ${prompt}`}
      onClick=${() => openViewer({ job_id: job.id, index: image.index })}>
      ${preview && !isShown && html`<${Preview} src=${preview} share=${1} />`}
      <img class=${`developing-final ${isShown ? "is-shown" : ""}`} src=${image.thumbnail_url} alt=${prompt} decoding="async"
        onLoad=${() => setShown(true)} />
    </button>`;
  }
  if (image.error || isOver) {
    return html`<div class="developing is-missing" style=${style} title=${image.error?.message}>
      <${Icon} name=${image.error ? "warning" : "image"} size=${22} /><span>${image.error?.message ?? "Not drawn"}</span>
    </div>`;
  }
  return html`<div class=${`developing ${isDrawing ? "is-drawing" : ""}`} style=${style}>
    ${preview && html`<${Preview} src=${preview} share=${shareOfPicture(job, image.index)} />`}
  </div>`;
}
