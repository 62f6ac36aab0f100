// controls/toggle.js
//
// A checkbox drawn as a switch, with its words beside it.
//
// Used by   compose/ (watermark, safety, lock seed), keys/
import { html } from "../vendor/preact_htm.js";

export function Toggle({ label, note, checked, onChange, children }) {
  return html`<label class="toggle">
    <input type="checkbox" checked=${checked} onChange=${(event) => onChange(event.target.checked)} />
    <span class="toggle-track" aria-hidden="true"></span>
    <span class="toggle-words"><span>${label}</span>${note && html`<small>${note}</small>`}${children}</span>
  </label>`;
}
