// frame/toasts.js
//
// Short notes at the edge of the page, said aloud by screen readers; one may carry an action such as "Undo".
//
// Used by   everything that reports an outcome which is not visible where it was asked for.
// Traps     A modal dialog makes the rest of the page inert, notes and their buttons too. So each dialog draws the notes
//           itself, and only the innermost layer shows them.
import { html } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { createStore, useStore } from "../state.js";

const STAYS_MS = 4000;
const PROBLEM_STAYS_MS = 8000;

const toastStore = createStore([]);

// How many dialogs are open, one in the other; controls/dialog.js counts.
export const layerStore = createStore(0);

let count = 0;

// Takes a note away; `isDone` tells that its action was pressed.
export function dismiss(id, isDone = false) {
  const toast = toastStore.get().find((other) => other.id === id);
  if (!toast) return;
  clearTimeout(toast.timer);
  toastStore.set(toastStore.get().filter((other) => other.id !== id));
  if (isDone) toast.action.run();
  else toast.onGone?.();
}

//   kind     "info" or "error"
//   action   {label, run}: a button; pressing it dismisses without `onGone`
//   onGone   called when the note goes without the action
export function notify(text, { kind = "info", action, onGone, stays_ms = STAYS_MS } = {}) {
  const id = (count += 1);
  const timer = setTimeout(() => dismiss(id), stays_ms);
  toastStore.set([...toastStore.get(), { id, text, kind, action, onGone, timer }]);
  return id;
}

export const notifyProblem = (problem) => notify(problem.message, { kind: "error", stays_ms: PROBLEM_STAYS_MS });

function Toast({ toast }) {
  return html`<div class=${`toast toast-${toast.kind}`}>
    <${Icon} name=${toast.kind === "error" ? "warning" : "check"} />
    <span class="toast-text">${toast.text}</span>
    ${toast.action && html`<button type="button" class="button button-small" onClick=${() => dismiss(toast.id, true)}>${toast.action.label}</button>`}
    <button type="button" class="icon-button icon-button-small" aria-label="Dismiss" onClick=${() => dismiss(toast.id)}>
      <${Icon} name="close" size=${14} />
    </button>
  </div>`;
}

//   layer   0 for the page, 1 for a dialog on it, and so on
export function Toasts({ layer = 0 }) {
  const toasts = useStore(toastStore);
  const innermost = useStore(layerStore);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${layer === innermost && toasts.map((toast) => html`<${Toast} key=${toast.id} toast=${toast} />`)}
  </div>`;
}
