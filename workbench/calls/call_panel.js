// workbench/calls/call_panel.js
//
// The panel with the call: which service, which language, the code, a button that copies it, and what the service
// cannot say. It follows the form as it changes.
//
// Used by   compose/code_section.js
// Trap      The code is text in spans, never HTML: the prompt in it may be anybody's.
// Proven by tests/workbench/browser/calls.mjs
import { html, useState } from "../vendor/preact_htm.js";
import { copyText } from "../controls/copy_text.js";
import { Segmented } from "../controls/segmented.js";
import { Icon } from "../icons.js";
import { keep, readKept } from "../kept.js";
import { callText, DIALECTS, LANGUAGES, notesFor } from "./calls.js";
import { highlight } from "./highlight.js";
import { modelDraft } from "./model_draft.js";

// One of the list's ids, kept between visits.
function useKeptChoice(name, list) {
  const kept = readKept(name);
  const [id, setId] = useState(list.some((one) => one.id === kept) ? kept : list[0].id);
  const choose = (chosen) => {
    keep(name, chosen);
    setId(chosen);
  };
  return [id, choose];
}

function Code({ language, text }) {
  return html`<pre class="call-code" role="region" tabindex="0" aria-label="The call"><code>${highlight(language, text).map((piece) =>
    piece.kind ? html`<span class=${`call-${piece.kind}`}>${piece.text}</span>` : piece.text)}</code></pre>`;
}

// model   of GET /api/models
export function CallPanel({ draft, model, base, needsKey }) {
  const [dialect, setDialect] = useKeptChoice("call_service", DIALECTS);
  const [language, setLanguage] = useKeptChoice("call_language", LANGUAGES);
  const possible = modelDraft(draft, model);
  const text = callText(dialect, language, possible, { base, needsKey });
  const notes = [
    ...(needsKey ? ["The key is read from the environment variable REVERIE_KEY."] : []),
    ...notesFor(dialect, possible),
  ];
  return html`<div class="call-panel">
    <div class="call-bar">
      <label class="call-service">
        <span class="field-label">Service</span>
        <span class="select-box">
          <select class="input" value=${dialect} onChange=${(event) => setDialect(event.target.value)}>
            ${DIALECTS.map(({ id, label }) => html`<option key=${id} value=${id} selected=${id === dialect}>${label}</option>`)}
          </select>
        </span>
      </label>
      <${Segmented} label="Language" name="call-language" value=${language} onChange=${setLanguage}
        options=${LANGUAGES.map(({ id, label }) => ({ value: id, label }))} />
      <button type="button" class="button call-copy" onClick=${() => copyText(text, "Code")}>
        <${Icon} name="copy" />Copy code
      </button>
    </div>
    <${Code} language=${language} text=${text} />
    ${notes.length > 0 && html`<ul class="call-notes note" aria-label="Notes on this call">
      ${notes.map((note) => html`<li key=${note}>${note}</li>`)}
    </ul>`}
  </div>`;
}
