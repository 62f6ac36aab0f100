// references/take_files.js
//
// Pictures dropped anywhere on the page or pasted become references. Also keeps the browser from leaving the page when
// a file is dropped beside the tray.
//
// Used by   references/reference_tray.js
// Traps     Dragging a thumbnail within the tray is no file: only transfers that carry files count.
import { useEffect, useState } from "../vendor/preact_htm.js";
import { notify } from "../frame/toasts.js";
import { addFiles } from "./uploads.js";

const carriesFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");

// Takes as many files as there is room for; says so where some stay out.
export function takeFiles(files, room, modelName) {
  const all = [...files];
  if (all.length === 0) return;
  if (room.total === 0) {
    notify(`${modelName} takes no reference pictures. Choose a model that does.`, { kind: "error" });
    return;
  }
  if (all.length > room.left) notify(`There is room for ${room.left} more of ${room.total}; the rest was left out.`, { kind: "error" });
  addFiles(all.slice(0, room.left));
}

// True while files are being dragged over the page.
export function useFilesFromAnywhere(onFiles) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const onEnter = (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth -= 1;
      if (depth === 0) setOver(false);
    };
    const onOver = (event) => carriesFiles(event.dataTransfer) && event.preventDefault();
    const onDrop = (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      onFiles(event.dataTransfer.files);
    };
    const onPaste = (event) => {
      if (!carriesFiles(event.clipboardData)) return;
      event.preventDefault();
      onFiles(event.clipboardData.files);
    };
    const all = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop, paste: onPaste };
    for (const [name, listener] of Object.entries(all)) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(all)) removeEventListener(name, listener);
    };
  }, [onFiles]);
  return isOver;
}
