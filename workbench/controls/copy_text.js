// controls/copy_text.js
//
// Copying text, with a note that it happened. Pages that were not opened over HTTPS or loopback have no clipboard: then
// the old way, a selection, is used.
//
// Used by   viewer/, keys/, run/
import { notify } from "../frame/toasts.js";

function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  (document.querySelector("dialog[open]") ?? document.body).append(area); // outside a modal nothing can be selected
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (!isCopied) throw new Error("the browser did not allow it");
}

export async function copyText(text, what) {
  try {
    if (navigator.clipboard && isSecureContext) await navigator.clipboard.writeText(text);
    else copyBySelection(text);
    notify(`${what} copied`);
  } catch (problem) {
    notify(`Could not copy: ${problem.message}`, { kind: "error" });
  }
}
