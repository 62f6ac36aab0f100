// controls/number_field.js
//
// A number that may be absent. While someone types, half a number stands as it is; leaving the field clamps it.
//
// Used by   compose/ (how many, seed, steps, guidance, exact size)
import { html, useEffect, useState } from "../vendor/preact_htm.js";

const clamp = (number, least, most) => Math.min(most, Math.max(least, number));

export function NumberField({ id, label, value, onChange, least, most, step = 1, placeholder = "", describedBy }) {
  const [text, setText] = useState(null); // what is being typed
  useEffect(() => setText(null), [value]);
  const onInput = (event) => {
    const typed = event.target.value;
    const number = Number(typed);
    const isGood = typed !== "" && number >= least && number <= most && (step !== 1 || Number.isInteger(number));
    setText(typed);
    if (isGood) onChange(number);
    else if (typed === "" && placeholder) onChange(null);
  };
  const onBlur = () => {
    if (text !== null && text !== "") {
      const number = clamp(Number(text), least, most);
      if (Number.isFinite(number)) onChange(step === 1 ? Math.round(number) : number);
    }
    setText(null);
  };
  return html`<input id=${id} class="input" type="number" inputmode=${step === 1 ? "numeric" : "decimal"} aria-label=${label}
    aria-describedby=${describedBy} min=${least} max=${most} step=${step} placeholder=${placeholder}
    value=${text ?? value ?? ""} onInput=${onInput} onBlur=${onBlur} />`;
}
