// compose/prompt_field.js
//
// The prompt: a textarea that grows with its text, how long it is in the model's own tokens, and the words that the
// model does not know.
//
// Used by   compose/composer.js; references/ inserts "image 1" at the caret.
import { html, useLayoutEffect, useRef } from "../vendor/preact_htm.js";
import { useStore } from "../state.js";
import { change, draftStore } from "./draft.js";
import { usePromptCheck } from "./prompt_check.js";

const ID = "prompt";

// Puts words where the caret is, with spaces around them where needed.
export function insertIntoPrompt(words) {
  const area = document.getElementById(ID);
  const before = area.value.slice(0, area.selectionStart);
  const after = area.value.slice(area.selectionEnd);
  const text = `${before && !/\s$/.test(before) ? " " : ""}${words}${after && !/^[\s,.;:!?]/.test(after) ? " " : ""}`;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  change({ prompt: area.value });
  area.focus();
}

export const focusPrompt = () => document.getElementById(ID)?.focus();

function lengthWords(check) {
  if (!check) return "";
  return `${check.tokens} of ${check.tokens_max} tokens`;
}

function CheckNotes({ check, model }) {
  if (!check) return null;
  const { unknown_words: unknown, read_as: slips } = check;
  return html`<div class="prompt-notes">
    ${check.tokens > check.tokens_max &&
    html`<p class="note note-warning">Longer than ${model.name} reads: everything after ${check.tokens_max} tokens is cut off.</p>`}
    ${slips.map(({ word, as }) => html`<p class="note">${model.name} reads <b>${word}</b> as <b>${as}</b>.</p>`)}
    ${unknown.length > 0 &&
    html`<p class="note">
      ${model.name} does not know ${unknown.slice(0, 8).map((word, at) => html`${at > 0 ? ", " : ""}<b>${word}</b>`)}${unknown.length > 8
        ? ` and ${unknown.length - 8} more words`
        : ""}. It will draw the rest.
    </p>`}
  </div>`;
}

export function PromptField({ model, problem }) {
  const prompt = useStore(draftStore, (draft) => draft.prompt);
  const check = usePromptCheck(prompt, model);
  const ref = useRef(null);
  useLayoutEffect(() => {
    const area = ref.current;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [prompt]);
  const share = check ? Math.min(1, check.tokens / check.tokens_max) : 0;
  return html`<div class=${`field prompt-field ${problem ? "has-problem" : ""}`}>
    <label class="field-label" for=${ID}>Prompt</label>
    <div class="prompt-box">
      <textarea ref=${ref} id=${ID} rows="3" placeholder="Describe the picture" value=${prompt} spellcheck="true"
        aria-describedby="prompt-length" aria-invalid=${problem ? "true" : undefined}
        onInput=${(event) => change({ prompt: event.target.value })}></textarea>
      <div class="prompt-foot">
        <span id="prompt-length" class=${share >= 1 ? "is-over" : ""}>${lengthWords(check)}</span>
        ${prompt && html`<button type="button" class="text-button" onClick=${() => {
          change({ prompt: "" });
          focusPrompt();
        }}>Clear</button>`}
      </div>
      <span class="prompt-meter" aria-hidden="true"><span style=${{ transform: `scaleX(${share})` }}></span></span>
    </div>
    <div aria-live="polite"><${CheckNotes} check=${check} model=${model} /></div>
  </div>`;
}
