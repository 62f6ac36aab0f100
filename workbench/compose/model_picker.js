// compose/model_picker.js
//
// Which model draws, with a line on what it is.
//
// Used by   compose/composer.js
import { html } from "../vendor/preact_htm.js";
import { useStore } from "../state.js";
import { modelStore } from "../models/model_list.js";
import { change } from "./draft.js";

export function ModelPicker({ model }) {
  const models = useStore(modelStore, (list) => list.models) ?? [];
  return html`<div class="field">
    <label class="field-label" for="model">Model</label>
    <div class="select-box">
      <select id="model" class="input" aria-describedby="model-note" value=${model?.name}
        onChange=${(event) => change({ model: event.target.value })}>
        ${models.map((one) => html`<option key=${one.name} value=${one.name} selected=${one.name === model?.name}>${one.name}</option>`)}
      </select>
    </div>
    <p id="model-note" class="note">${model?.description}</p>
  </div>`;
}
