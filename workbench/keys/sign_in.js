// keys/sign_in.js
//
// Asks for a key when the server wants one, tries it, and says plainly when it is wrong.
//
// Used by   app.js, after a 401 or from the header
import { html, useState } from "../vendor/preact_htm.js";
import { Dialog } from "../controls/dialog.js";
import { Icon } from "../icons.js";
import { sessionStore, signIn } from "./session.js";

function refusalWords(problem) {
  if (problem.status === 401) return "The server does not know this key, or it was revoked.";
  return problem.message;
}

export function SignIn() {
  const [key, setKey] = useState("");
  const [stays, setStays] = useState(false);
  const [isTrying, setTrying] = useState(false);
  const [problem, setProblem] = useState(null);
  const close = () => sessionStore.update({ isAsking: false });
  const onSubmit = async (event) => {
    event.preventDefault();
    const wanted = key.trim();
    if (!wanted) return setProblem("Paste your key first.");
    setTrying(true);
    setProblem(null);
    try {
      await signIn(wanted, stays);
    } catch (refusal) {
      setProblem(refusalWords(refusal));
      setTrying(false);
    }
  };
  return html`<${Dialog} label="Sign in" className="sign-in" closesOutside=${false} onClose=${close}>
    <form onSubmit=${onSubmit} noValidate>
      <img src="/workbench/icon.svg" alt="" width="44" height="44" />
      <h2>Sign in</h2>
      <p class="note">This server asks for a key. Whoever runs it makes one with <code>reverie keys create</code>.</p>
      <label class="field"><span class="field-label">Key</span>
        <input class="input" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" value=${key} autofocus
          aria-invalid=${problem ? "true" : undefined} onInput=${(event) => setKey(event.target.value)} /></label>
      <div role="alert">${problem && html`<p class="problem"><${Icon} name="warning" size=${16} /><span>${problem}</span></p>`}</div>
      <label class="check"><input type="checkbox" checked=${stays} onChange=${(event) => setStays(event.target.checked)} /><span>Keep me signed in on this computer</span></label>
      <div class="row">
        <button type="button" class="button button-large" onClick=${close}>Not now</button>
        <button type="submit" class="button button-primary button-large grow" disabled=${isTrying}>Sign in</button>
      </div>
    </form>
  <//>`;
}
