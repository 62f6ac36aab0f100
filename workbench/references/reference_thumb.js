// references/reference_thumb.js
//
// One reference in the tray: its picture, its number, and buttons to move and remove it.
//
// Used by   references/reference_tray.js
// Traps     File names are strangers' text: they go into attributes as text, never into markup.
import { html, useState } from "../vendor/preact_htm.js";
import { insertIntoPrompt } from "../compose/prompt_field.js";
import { Icon } from "../icons.js";
import { moveReference, removeReference } from "./reference_list.js";

const DRAG_TYPE = "application/x-reverie-reference";

const isOurs = (event) => event.dataTransfer.types.includes(DRAG_TYPE);

function useDragging(index) {
  const [isTarget, setTarget] = useState(false);
  const handlers = {
    onDragStart: (event) => {
      event.dataTransfer.setData(DRAG_TYPE, String(index));
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver: (event) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      setTarget(true);
    },
    onDragLeave: () => setTarget(false),
    onDrop: (event) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      setTarget(false);
      moveReference(Number(event.dataTransfer.getData(DRAG_TYPE)), index);
    },
  };
  return { isTarget, handlers };
}

export function ReferenceThumb({ reference, index, last, isUnused }) {
  const { isTarget, handlers } = useDragging(index);
  const number = index + 1;
  const button = (label, icon, onClick, disabled = false) => html`<button type="button" class="thumb-button" aria-label=${label}
    title=${label} disabled=${disabled} onClick=${onClick}><${Icon} name=${icon} size=${14} /></button>`;
  return html`<li class=${`thumb ${isTarget ? "is-target" : ""} ${isUnused ? "is-unused" : ""}`} draggable="true" ...${handlers}>
    <img src=${reference.thumbnail_url} alt=${`Image ${number}: ${reference.name}`} title=${reference.name} draggable="false" />
    <button type="button" class="thumb-number" aria-label=${`Insert image ${number} into the prompt`} title=${`Insert “image ${number}” into the prompt`}
      onClick=${() => insertIntoPrompt(`image ${number}`)}>${number}</button>
    <span class="thumb-tools">
      ${button(`Move image ${number} left`, "left", () => moveReference(index, index - 1), index === 0)}
      ${button(`Move image ${number} right`, "right", () => moveReference(index, index + 1), index === last)}
      ${button(`Remove image ${number}`, "close", () => removeReference(index))}
    </span>
  </li>`;
}

// A file on its way, or one that was refused.
export function UploadThumb({ one, onRemove }) {
  const percent = Math.round(one.share * 100);
  return html`<li class=${`thumb ${one.problem ? "has-problem" : "is-sending"}`}>
    <img src=${one.picture} alt=${one.name} title=${one.problem ? `${one.name}: ${one.problem.message}` : one.name} />
    ${one.problem
      ? html`<span class="thumb-problem"><${Icon} name="warning" size=${18} /></span>`
      : html`<span class="bar" role="progressbar" aria-label=${`Uploading ${one.name}`} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
          <span style=${{ transform: `scaleX(${one.share})` }}></span></span>`}
    <span class="thumb-tools"><button type="button" class="thumb-button" aria-label=${`Remove ${one.name}`} onClick=${onRemove}>
      <${Icon} name="close" size=${14} /></button></span>
  </li>`;
}
