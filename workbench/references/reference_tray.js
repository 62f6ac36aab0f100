// references/reference_tray.js
//
// The reference pictures of the draft: dropped, pasted, picked from files or taken from the gallery; numbered as the
// prompt names them.
//
// Used by   compose/composer.js
// Traps     The file input stays in the page, visually hidden, so that assistive software finds it too.
import { html, useCallback, useRef, useState } from "../vendor/preact_htm.js";
import { roomForReferences } from "../compose/draft_fields.js";
import { draftStore } from "../compose/draft.js";
import { Icon } from "../icons.js";
import { useStore } from "../state.js";
import { GalleryPicker } from "./gallery_picker.js";
import { ReferenceThumb, UploadThumb } from "./reference_thumb.js";
import { takeFiles, useFilesFromAnywhere } from "./take_files.js";
import { giveUp, uploadStore } from "./uploads.js";

function TrayNote({ model, total, used }) {
  if (!model) return null;
  if (total > 0) return null;
  return html`<p class="note">
    <b>${model.name}</b> takes no reference pictures${used > 0 ? "; those below wait for a model that does" : ""}.
  </p>`;
}

function TrayButtons({ room, onPick, onGallery, isEmpty }) {
  const isFull = room.left <= 0;
  return html`<div class=${`tray-buttons ${isEmpty ? "is-empty" : ""}`}>
    <button type="button" class="button button-small" disabled=${isFull} onClick=${onPick}><${Icon} name="upload" size=${16} />Add references</button>
    <button type="button" class="button button-small" disabled=${isFull} onClick=${onGallery}><${Icon} name="gallery" size=${16} />From gallery</button>
    ${isEmpty && room.total > 0 && html`<span class="note tray-hint">or drop and paste pictures here</span>`}
  </div>`;
}

export function ReferenceTray({ model, problem }) {
  const references = useStore(draftStore, (draft) => draft.references);
  const uploads = useStore(uploadStore);
  const [isPicking, setPicking] = useState(false);
  const input = useRef(null);
  const total = roomForReferences(model);
  const used = references.length + uploads.length;
  const room = { total, left: total - used };
  const onFiles = useCallback((files) => takeFiles(files, room, model?.name), [total, used, model?.name]);
  const isOver = useFilesFromAnywhere(onFiles);
  const onChosen = (event) => {
    onFiles(event.target.files);
    event.target.value = ""; // the same file may be chosen again
  };
  const refused = uploads.filter((one) => one.problem);
  return html`<div class=${`field ${problem ? "has-problem" : ""}`}>
    <div class="field-head">
      <span class="field-label" id="references-label">References</span>
      ${total > 0 && used > 0 && html`<span class="note">${used} of ${total}</span>`}
    </div>
    <${TrayNote} model=${model} total=${total} used=${used} />
    <div class=${`tray ${isOver && total > 0 ? "is-over" : ""} ${total === 0 ? "is-closed" : ""}`} role="group" aria-labelledby="references-label">
      ${used > 0 &&
      html`<ol class="thumbs">
        ${references.map((reference, index) => html`<${ReferenceThumb} key=${reference.url} reference=${reference} index=${index}
          last=${references.length - 1} isUnused=${index >= total} />`)}
        ${uploads.map((one) => html`<${UploadThumb} key=${one.key} one=${one} onRemove=${() => giveUp(one)} />`)}
      </ol>`}
      <${TrayButtons} room=${room} isEmpty=${used === 0} onPick=${() => input.current.click()} onGallery=${() => setPicking(true)} />
      <input ref=${input} class="visually-hidden" type="file" accept="image/*" multiple tabindex="-1" aria-label="Reference files"
        disabled=${room.left <= 0} onChange=${onChosen} />
    </div>
    <div aria-live="polite">${refused.map((one) => html`<p key=${one.key} class="note note-problem">${one.name}: ${one.problem.message}</p>`)}</div>
    ${isPicking && html`<${GalleryPicker} room=${room} onClose=${() => setPicking(false)} />`}
  </div>`;
}
