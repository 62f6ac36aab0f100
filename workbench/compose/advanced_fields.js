// compose/advanced_fields.js
//
// What most pictures do not need: steps, guidance, file format, watermark, content policy. Only what the model has.
//
// Used by   compose/composer.js
import { html } from "../vendor/preact_htm.js";
import { NumberField } from "../controls/number_field.js";
import { Segmented } from "../controls/segmented.js";
import { Toggle } from "../controls/toggle.js";
import { Icon } from "../icons.js";
import { sessionStore } from "../keys/session.js";
import { useStore } from "../state.js";
import { change, draftStore } from "./draft.js";
import { fieldOf } from "./draft_fields.js";

const FORMAT_LABELS = { jpeg: "JPEG", png: "PNG", webp: "WebP" };

function NumberRow({ name, label, step, value, field, usual }) {
  return html`<div class="field-row">
    <span class="field-row-words"><span>${label}</span><small>${usual === null || usual === undefined ? field.note : `Usually ${usual}`}</small></span>
    <${NumberField} label=${label} value=${value} least=${field.least} most=${field.most} step=${step}
      placeholder=${usual === null || usual === undefined ? "auto" : String(usual)} onChange=${(number) => change({ [name]: number })} />
  </div>`;
}

function isChanged(draft) {
  return draft.steps !== null || draft.guidance !== null || draft.format !== "jpeg" || draft.watermark || !draft.safety;
}

export function AdvancedFields({ model }) {
  const draft = useStore(draftStore);
  const maySkipPolicy = useStore(sessionStore, (session) => session.account?.scopes.includes("unsafe") ?? false);
  const has = (name) => fieldOf(model, name);
  return html`<details class="advanced">
    <summary><${Icon} name="right" size=${16} /><span>Advanced</span>${isChanged(draft) && html`<span class="dot" title="Something here is not as usual"></span>`}</summary>
    <div class="advanced-body">
      ${has("steps") && html`<${NumberRow} name="steps" label="Steps" step=${1} value=${draft.steps} field=${has("steps")} usual=${model.default_steps} />`}
      ${has("guidance") && html`<${NumberRow} name="guidance" label="Guidance" step=${0.1} value=${draft.guidance} field=${has("guidance")} usual=${model.default_guidance} />`}
      ${has("format") &&
      html`<div class="field-row"><span class="field-row-words"><span>File format</span></span>
        <${Segmented} label="File format" name="format" value=${draft.format} onChange=${(format) => change({ format })}
          options=${has("format").choices.map((format) => ({ value: format, label: FORMAT_LABELS[format] ?? format }))} /></div>`}
      ${has("watermark") &&
      html`<${Toggle} label="Watermark" note="A visible mark in the corner" checked=${draft.watermark} onChange=${(watermark) => change({ watermark })} />`}
      ${has("safety") && maySkipPolicy &&
      html`<${Toggle} label="Content policy" note="Your key may switch it off" checked=${draft.safety} onChange=${(safety) => change({ safety })} />`}
    </div>
  </details>`;
}
