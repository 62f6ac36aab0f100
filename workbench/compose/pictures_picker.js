// compose/pictures_picker.js
//
// How many pictures: one, several independent ones, or a group that belongs together.
//
// Used by   compose/composer.js
import { html } from "../vendor/preact_htm.js";
import { NumberField } from "../controls/number_field.js";
import { Segmented } from "../controls/segmented.js";
import { useStore } from "../state.js";
import { change, draftStore } from "./draft.js";
import { fieldOf } from "./draft_fields.js";

const MODES = [
  { value: "single", label: "One" },
  { value: "count", label: "Several", field: "count" },
  { value: "group", label: "Group", field: "group_max" },
];

const NOTES = {
  count: "The same prompt, each picture with a seed of its own.",
  group: "A series from a list or a number in the prompt, at most so many.",
};

export function PicturesPicker({ model }) {
  const draft = useStore(draftStore);
  const modes = MODES.filter((mode) => !mode.field || fieldOf(model, mode.field));
  if (modes.length < 2) return null;
  const name = draft.mode === "group" ? "group_max" : "count";
  const field = fieldOf(model, name);
  return html`<div class="field">
    <span class="field-label">Pictures</span>
    <div class="row">
      <${Segmented} className="grow" label="Pictures" name="mode" value=${draft.mode} options=${modes}
        onChange=${(mode) => change({ mode })} />
      ${draft.mode !== "single" &&
      html`<div class="how-many"><${NumberField} label="How many" value=${draft[name]} least=${Math.max(field?.least ?? 1, draft.mode === "group" ? 2 : 1)}
        most=${field?.most ?? 15} onChange=${(number) => change({ [name]: number })} /></div>`}
    </div>
    ${NOTES[draft.mode] && html`<p class="note">${NOTES[draft.mode]}</p>`}
  </div>`;
}
