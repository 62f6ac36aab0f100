// keys/new_key.js
//
// Makes a key and shows its secret, once.
//
// Used by   keys/keys.js
// Traps     The secret exists only in this dialog's state: closing it is the end of it, so the dialog does not close by
//           a press outside once a secret is shown.
import { html, useState } from "../vendor/preact_htm.js";
import { post } from "../api.js";
import { copyText } from "../controls/copy_text.js";
import { Dialog } from "../controls/dialog.js";
import { NumberField } from "../controls/number_field.js";
import { Toggle } from "../controls/toggle.js";
import { Icon } from "../icons.js";

const SCOPES = [
  { id: "generate", label: "Generate", note: "Make pictures and see its own" },
  { id: "admin", label: "Administer", note: "Models, keys, and everything of everyone" },
  { id: "unsafe", label: "Skip the content policy", note: "Where a request asks for it" },
];

function Secret({ made, onDone }) {
  return html`<h2>The key of “${made.name}”</h2>
    <p class="note">Copy it now. It is kept nowhere and cannot be shown again.</p>
    <div class="secret"><code data-testid="secret">${made.key}</code>
      <button type="button" class="button button-small" onClick=${() => copyText(made.key, "Key")}><${Icon} name="copy" size=${15} />Copy key</button></div>
    <div class="row is-end"><button type="button" class="button button-primary" onClick=${onDone}>Done</button></div>`;
}

export function NewKey({ onDone }) {
  const [form, setForm] = useState({ name: "", scopes: ["generate"], credits: null, per_minute: null, unfinished_max: null });
  const [made, setMade] = useState(null);
  const [problem, setProblem] = useState("");
  const change = (fields) => setForm({ ...form, ...fields });
  const toggle = (id, isOn) => change({ scopes: SCOPES.map((scope) => scope.id).filter((one) => (one === id ? isOn : form.scopes.includes(one))) });
  const onSubmit = async (event) => {
    event.preventDefault();
    const body = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null));
    try {
      setMade(await post("/api/keys", body));
    } catch (refusal) {
      setProblem(refusal.message);
    }
  };
  const limit = (name, label, note) => html`<div class="field-row"><span class="field-row-words"><span>${label}</span><small>${note}</small></span>
    <${NumberField} label=${label} value=${form[name]} least=${name === "credits" ? 0 : 1} most=${1e6} placeholder="unlimited" onChange=${(number) => change({ [name]: number })} /></div>`;
  return html`<${Dialog} label="New key" closesOutside=${!made} onClose=${onDone}>
    ${made
      ? html`<${Secret} made=${made} onDone=${onDone} />`
      : html`<form onSubmit=${onSubmit} noValidate>
          <h2>New key</h2>
          <label class="field"><span class="field-label">Name</span>
            <input class="input" value=${form.name} maxlength="200" placeholder="Whose it is" onInput=${(event) => change({ name: event.target.value })} /></label>
          <div class="stack">${SCOPES.map(({ id, label, note }) => html`<${Toggle} key=${id} label=${label} note=${note} checked=${form.scopes.includes(id)} onChange=${(isOn) => toggle(id, isOn)} />`)}</div>
          <div class="stack">
            ${limit("credits", "Credits", "A balance that pictures are paid from")}
            ${limit("per_minute", "Requests a minute", "More are refused")}
            ${limit("unfinished_max", "Unfinished jobs", "Waiting or running at once")}
          </div>
          <div role="alert">${problem && html`<p class="note note-problem">${problem}</p>`}</div>
          <div class="row is-end">
            <button type="button" class="button" onClick=${onDone}>Cancel</button>
            <button type="submit" class="button button-primary" disabled=${!form.name.trim() || form.scopes.length === 0}>Make the key</button>
          </div>
        </form>`}
  <//>`;
}
