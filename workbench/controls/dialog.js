// controls/dialog.js
//
// A modal dialog on <dialog>: the browser traps the focus and makes the rest inert; this gives the focus back, closes on
// Esc and on a press outside, and shows the page's notes, which would be inert behind it.
//
// Used by   viewer/, keys/, references/gallery_picker.js
// Traps     `cancel` must be prevented: the component is unmounted by its owner, not by the browser.
import { html, useLayoutEffect, useRef, useState } from "../vendor/preact_htm.js";
import { Toasts, layerStore } from "../frame/toasts.js";

function useModal(ref) {
  const [layer] = useState(() => layerStore.get() + 1);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog.showModal();
    layerStore.set(layerStore.get() + 1);
    return () => {
      layerStore.set(layerStore.get() - 1);
      dialog.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  return layer;
}

export function Dialog({ label, onClose, className = "", closesOutside = true, children }) {
  const ref = useRef(null);
  const layer = useModal(ref);
  const onCancel = (event) => {
    event.preventDefault();
    onClose();
  };
  const onPress = (event) => {
    if (closesOutside && event.target === ref.current) onClose();
  };
  return html`<dialog ref=${ref} aria-label=${label} class=${`dialog ${className}`} onCancel=${onCancel} onMouseDown=${onPress}>
    <div class="dialog-body">${children}</div>
    <${Toasts} layer=${layer} />
  </dialog>`;
}
