// controls/segmented.js
//
// A choice among a few, drawn as one bar: a group of native radio buttons, so arrows and screen readers just work.
//
// Used by   compose/ (size, pictures, format, enhance), viewer/
import { html } from "../vendor/preact_htm.js";

// options: [{value, label, hint?}]
export function Segmented({ label, name, value, options, onChange, className = "" }) {
  return html`<div class=${`segmented ${className}`} role="radiogroup" aria-label=${label}>
    ${options.map(
      (option) => html`<label key=${option.value} class="segment" title=${option.hint}>
        <input type="radio" name=${name} value=${option.value} checked=${option.value === value}
          onChange=${() => onChange(option.value)} />
        <span>${option.label}</span>
      </label>`,
    )}
  </div>`;
}
