// compose/seed_field.js
//
// The seed: left open, every picture gets a new one; locked, the same request gives the same file.
//
// Used by   compose/composer.js
// Trap      Locking takes the seed of the newest job, so that "that one, but different" is one click.
import { html } from "../vendor/preact_htm.js";
import { NumberField } from "../controls/number_field.js";
import { Icon } from "../icons.js";
import { useStore } from "../state.js";
import { jobStore } from "../run/live_jobs.js";
import { change, draftStore } from "./draft.js";
import { MOST_SEED, randomSeed } from "./draft_fields.js";

function newestSeed() {
  const { byId, order } = jobStore.get();
  return byId.get(order[0])?.seed ?? randomSeed();
}

export function SeedField() {
  const seed = useStore(draftStore, (draft) => draft.seed);
  return html`<div class="field">
    <div class="field-head">
      <span class="field-label">Seed</span>
      <label class="check"><input type="checkbox" checked=${seed !== null}
        onChange=${(event) => change({ seed: event.target.checked ? newestSeed() : null })} /><span>Lock seed</span></label>
    </div>
    <div class="row">
      <div class="grow"><${NumberField} label="Seed" value=${seed} least=${0} most=${MOST_SEED} placeholder="A new one each time"
        onChange=${(number) => change({ seed: number })} /></div>
      <button type="button" class="icon-button boxed" aria-label="Random seed" title="Random seed" onClick=${() => change({ seed: randomSeed() })}>
        <${Icon} name="seed" />
      </button>
    </div>
  </div>`;
}
