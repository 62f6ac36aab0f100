// compose/enhance_field.js
//
// Whether the model may rewrite the prompt first. The rewritten one is shown with the pictures.
//
// Used by   compose/composer.js, for models that can.
import { html } from "../vendor/preact_htm.js";
import { Segmented } from "../controls/segmented.js";
import { useStore } from "../state.js";
import { change, draftStore } from "./draft.js";
import { fieldOf } from "./draft_fields.js";

const LABELS = { off: "Off", standard: "Standard", fast: "Fast" };

export function EnhanceField({ model }) {
  const enhance = useStore(draftStore, (draft) => draft.enhance);
  const field = fieldOf(model, "enhance");
  if (!field || !model.can_enhance) return null;
  return html`<div class="field">
    <span class="field-label">Enhance the prompt</span>
    <${Segmented} label="Enhance the prompt" name="enhance" value=${enhance} onChange=${(value) => change({ enhance: value })}
      options=${field.choices.map((choice) => ({ value: choice, label: LABELS[choice] ?? choice }))} />
    ${enhance !== "off" && html`<p class="note">The prompt is written out in more detail first; you see it with the picture.</p>`}
  </div>`;
}
