// compose/composer.js
//
// The form: everything that can be said about a picture before it is drawn, and the button that draws it.
//
// Used by   app.js ("Create")
// Traps     Ctrl+Enter and Cmd+Enter generate from anywhere on the place, but not while a dialog is open.
import { html, useEffect } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { useStore } from "../state.js";
import { modelStore, useChosenModel } from "../models/model_list.js";
import { ReferenceTray } from "../references/reference_tray.js";
import { generate, startStore } from "../run/start_job.js";
import { AdvancedFields } from "./advanced_fields.js";
import { codeStore, toggleCode } from "./code_section.js";
import { EnhanceField } from "./enhance_field.js";
import { ModelPicker } from "./model_picker.js";
import { PicturesPicker } from "./pictures_picker.js";
import { PromptField } from "./prompt_field.js";
import { SeedField } from "./seed_field.js";
import { SizePicker } from "./size_picker.js";

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

function useGenerateKey() {
  useEffect(() => {
    const onKey = (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      generate();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function StartBar() {
  const { isSending, problem } = useStore(startStore);
  const isCodeOpen = useStore(codeStore);
  return html`<div class="start-bar">
    <div role="alert">${problem && html`<p class="problem"><${Icon} name="warning" size=${16} /><span>${problem.message}</span></p>`}</div>
    <div class="row">
      <button type="submit" class="button button-primary button-large grow" disabled=${isSending}>
        Generate<kbd aria-hidden="true">${isMac ? "⌘" : "Ctrl"} ↵</kbd>
      </button>
      <button type="button" class="button button-large" aria-expanded=${String(isCodeOpen)} aria-controls="code"
        onClick=${toggleCode}><${Icon} name="code" />Code</button>
    </div>
  </div>`;
}

function NoModels({ problem }) {
  return html`<p class="problem"><${Icon} name="warning" size=${16} /><span>${problem.message}</span></p>`;
}

export function Composer() {
  const model = useChosenModel();
  const listProblem = useStore(modelStore, (list) => list.problem);
  const problem = useStore(startStore, (start) => start.problem);
  useGenerateKey();
  const at = (...names) => names.includes(problem?.field);
  const onSubmit = (event) => {
    event.preventDefault();
    generate();
  };
  return html`<form class="composer" aria-label="Compose" onSubmit=${onSubmit} noValidate>
    <div class="composer-fields">
      <${PromptField} model=${model} problem=${at("prompt")} />
      ${!model && listProblem && html`<${NoModels} problem=${listProblem} />`}
      <${ReferenceTray} model=${model} problem=${at("images")} />
      <${ModelPicker} model=${model} />
      <${SizePicker} model=${model} problem=${at("size", "width", "height", "aspect_ratio")} />
      <${PicturesPicker} model=${model} />
      <${SeedField} />
      <${EnhanceField} model=${model} />
      <${AdvancedFields} model=${model} />
    </div>
    <${StartBar} />
  </form>`;
}
