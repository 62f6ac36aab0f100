// compose/code_section.js
//
// The place of the "Code" panel beside the results: the exact call for what the form holds, in every dialect.
//
// Used by   app.js; compose/composer.js has the button that opens it. The panel itself, calls/call_panel.js, is
//           fetched when it is opened first: most visits are without.
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { notify } from "../frame/toasts.js";
import { Icon } from "../icons.js";
import { sessionStore } from "../keys/session.js";
import { keep, readKept } from "../kept.js";
import { useChosenModel } from "../models/model_list.js";
import { createStore, useStore } from "../state.js";
import { draftStore } from "./draft.js";

export const codeStore = createStore(readKept("code_is_open", false));
codeStore.subscribe((isOpen) => keep("code_is_open", isOpen));

// Opens or closes it; what opens is brought into view.
export function toggleCode() {
  codeStore.set(!codeStore.get());
  if (codeStore.get()) requestAnimationFrame(() => document.getElementById("code").scrollIntoView({ block: "nearest" }));
}

// The panel's component, or null while it is on its way.
function useCallPanel(isWanted) {
  const [loaded, setLoaded] = useState(null);
  useEffect(() => {
    if (!isWanted || loaded) return;
    import("../calls/call_panel.js").then(
      ({ CallPanel }) => setLoaded({ CallPanel }),
      () => notify("The code could not be fetched from the server.", { kind: "error" }),
    );
  }, [isWanted]);
  return loaded?.CallPanel ?? null;
}

export function CodeSection() {
  const isOpen = useStore(codeStore);
  const draft = useStore(draftStore);
  const model = useChosenModel();
  const CallPanel = useCallPanel(isOpen);
  const needsKey = useStore(sessionStore, (session) => session.account?.needs_key ?? false);
  if (!isOpen) return html`<div id="code" hidden></div>`;
  return html`<section id="code" class="card code-section" aria-label="Code">
    <header class="card-head">
      <h2>Code</h2>
      <p class="note">The same picture from your own program. It follows the form.</p>
      <button class="icon-button" aria-label="Close code" onClick=${toggleCode}><${Icon} name="close" /></button>
    </header>
    ${model && CallPanel && html`<${CallPanel} draft=${draft} model=${model} base=${location.origin} needsKey=${needsKey} />`}
  </section>`;
}
