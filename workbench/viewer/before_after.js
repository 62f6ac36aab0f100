// viewer/before_after.js
//
// A reference and the picture made from it, one over the other, with a line between them that can be moved.
//
// Used by   viewer/viewer.js, for jobs with references
// Traps     The line is a native range input: arrows move it, and it tells its place. Both pictures fill the picture's
//           frame; a reference of another shape is shown whole.
import { html, useState } from "../vendor/preact_htm.js";

export function BeforeAfter({ picture, references }) {
  const [at, setAt] = useState(50);
  const [chosen, setChosen] = useState(0);
  const before = references[Math.min(chosen, references.length - 1)];
  return html`<div class="compare">
    <div class="compare-frame" style=${{ "--ratio": picture.width / picture.height, "--at": `${at}%` }}>
      <img class="compare-before" src=${before.url} alt=${`Before: reference ${chosen + 1}`} draggable="false" />
      <img class="compare-after" src=${picture.url} alt=${`After: ${picture.prompt}`} draggable="false" />
      <span class="compare-line" aria-hidden="true"><span></span></span>
      <span class="compare-word is-before" aria-hidden="true">Before</span>
      <span class="compare-word is-after" aria-hidden="true">After</span>
      <input type="range" min="0" max="100" step="1" value=${at} aria-label="Before and after" onInput=${(event) => setAt(Number(event.target.value))} />
    </div>
    ${references.length > 1 &&
    html`<div class="compare-choices" role="radiogroup" aria-label="Reference to compare with">
      ${references.map((one, index) => html`<label key=${one.url}><input type="radio" name="compared" checked=${index === chosen}
        onChange=${() => setChosen(index)} /><img src=${one.thumbnail_url} alt=${`Reference ${index + 1}`} /></label>`)}
    </div>`}
  </div>`;
}
