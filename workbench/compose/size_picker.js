// compose/size_picker.js
//
// Size and shape: a tier, a ratio drawn as a little rectangle, or exact pixels; always with the true pixels beside it.
//
// Used by   compose/composer.js
// Source    compose/sizes.js
import { html } from "../vendor/preact_htm.js";
import { Segmented } from "../controls/segmented.js";
import { NumberField } from "../controls/number_field.js";
import { megapixels } from "../plain_words.js";
import { useStore } from "../state.js";
import { change, draftStore } from "./draft.js";
import { MATCH_INPUT, MAX_PIXELS, RATIOS, TIERS, exactSizeProblem, pixelsOf } from "./sizes.js";

const BOX = 20; // the drawing's longer side

function RatioShape({ ratio }) {
  if (ratio === MATCH_INPUT) {
    return html`<svg class="ratio-shape" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect x="3" y="5" width="18" height="14" rx="2" stroke-dasharray="3 2.4" />
    </svg>`;
  }
  const [wide, high] = ratio.split(":").map(Number);
  const scale = BOX / Math.max(wide, high);
  const width = wide * scale;
  const height = high * scale;
  return html`<svg class="ratio-shape" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <rect x=${12 - width / 2} y=${12 - height / 2} width=${width} height=${height} rx="2" />
  </svg>`;
}

function RatioPicker({ value, hasReferences }) {
  const ratios = hasReferences || value === MATCH_INPUT ? [...RATIOS, MATCH_INPUT] : RATIOS;
  return html`<div class="ratios" role="radiogroup" aria-label="Aspect ratio">
    ${ratios.map((ratio) => {
      const label = ratio === MATCH_INPUT ? "As image 1" : ratio;
      return html`<label key=${ratio} class="ratio">
        <input type="radio" name="aspect_ratio" value=${ratio} checked=${ratio === value}
          onChange=${() => change({ aspect_ratio: ratio })} />
        <span><${RatioShape} ratio=${ratio} /><span>${label}</span></span>
      </label>`;
    })}
  </div>`;
}

function ExactSize({ exact }) {
  const problem = exactSizeProblem(exact);
  const side = (name, label) => html`<${NumberField} label=${label} value=${exact[name]} least=${60} most=${16_384}
    describedBy="exact-note" onChange=${(number) => change({ exact: { ...exact, [name]: number } })} />`;
  return html`<div class="exact-size">
      ${side("width", "Width in pixels")}<span aria-hidden="true">×</span>${side("height", "Height in pixels")}
    </div>
    <p id="exact-note" class=${`note ${problem ? "note-problem" : ""}`} aria-live="polite">${problem}</p>`;
}

function enlargedWords(model, pixels) {
  const isEnlarged = model?.native_max_px && pixels.width * pixels.height > model.native_max_px * 1.3;
  return isEnlarged ? `Drawn at ${megapixels(model.native_max_px)}, then enlarged.` : "";
}

export function SizePicker({ model, problem }) {
  const draft = useStore(draftStore);
  const [first] = draft.references;
  const pixels = pixelsOf(draft, first);
  const useExact = (event) => {
    const start = pixels && pixels.width * pixels.height <= MAX_PIXELS ? pixels : { width: 1024, height: 1024 };
    change({ exact: event.target.checked ? start : null });
  };
  return html`<div class=${`field ${problem ? "has-problem" : ""}`}>
    <div class="field-head">
      <span class="field-label">Size</span>
      <span class="true-pixels" aria-live="polite">${pixels ? `${pixels.width} × ${pixels.height} px` : "as the first reference"}</span>
    </div>
    ${!draft.exact &&
    html`<${Segmented} label="Size" name="size" value=${draft.size} onChange=${(size) => change({ size })}
        options=${TIERS.map((tier) => ({ value: tier, label: tier }))} />
      <${RatioPicker} value=${draft.aspect_ratio} hasReferences=${draft.references.length > 0} />`}
    ${draft.exact && html`<${ExactSize} exact=${draft.exact} />`}
    <div class="field-foot">
      <label class="check"><input type="checkbox" checked=${draft.exact !== null} onChange=${useExact} /><span>Exact pixels</span></label>
      <span class="note">${pixels && enlargedWords(model, pixels)}</span>
    </div>
  </div>`;
}
