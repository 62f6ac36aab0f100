// references/gallery_picker.js
//
// A dialog of pictures made here, to take some as references.
//
// Used by   references/reference_tray.js
import { html } from "../vendor/preact_htm.js";
import { draftStore } from "../compose/draft.js";
import { Dialog } from "../controls/dialog.js";
import { loadOlder, usePictures } from "../gallery/pictures.js";
import { Icon } from "../icons.js";
import { connectionStore } from "../run/live_jobs.js";
import { useStore } from "../state.js";
import { addPicture, removeReference } from "./reference_list.js";

function Choice({ picture, at, isFull }) {
  const toggle = () => (at >= 0 ? removeReference(at) : addPicture(picture));
  return html`<button type="button" class="picker-choice" aria-pressed=${String(at >= 0)} disabled=${at < 0 && isFull} onClick=${toggle}>
    <img src=${picture.thumbnail_url} alt=${picture.prompt} loading="lazy" decoding="async" />
    ${at >= 0 && html`<span class="thumb-number">${at + 1}</span>`}
  </button>`;
}

export function GalleryPicker({ room, onClose }) {
  const pictures = usePictures();
  const references = useStore(draftStore, (draft) => draft.references);
  const hasOlder = useStore(connectionStore, (connection) => connection.next !== null);
  return html`<${Dialog} label="Take references from the gallery" className="picker" onClose=${onClose}>
    <header class="dialog-head">
      <h2>From the gallery</h2>
      <span class="note">${references.length} of ${room.total} taken</span>
      <button type="button" class="icon-button" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
    </header>
    <div class="picker-grid">
      ${pictures.slice(0, 300).map((picture) => html`<${Choice} key=${picture.url} picture=${picture} isFull=${room.left <= 0}
        at=${references.findIndex((reference) => reference.url === picture.url)} />`)}
      ${pictures.length === 0 && html`<p class="note">Nothing has been made yet.</p>`}
    </div>
    <footer class="dialog-foot">
      ${hasOlder && pictures.length < 300 && html`<button type="button" class="button" onClick=${loadOlder}>Show older</button>`}
      <button type="button" class="button button-primary" onClick=${onClose}>Done</button>
    </footer>
  <//>`;
}
