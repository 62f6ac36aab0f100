// models/models_place.js
//
// The place "Models": what is installed, what is in memory, and getting more.
//
// Used by   app.js
import { html, useEffect } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { isAdmin, sessionStore } from "../keys/session.js";
import { useStore } from "../state.js";
import { ModelCard } from "./model_card.js";
import { modelStore, refreshModels } from "./model_list.js";
import { Pulls } from "./pulls.js";

export function ModelsPlace() {
  const { models, aliases, problem } = useStore(modelStore);
  const mayChange = useStore(sessionStore, isAdmin);
  useEffect(() => {
    refreshModels();
  }, []);
  const namesOf = (model) => Object.keys(aliases).filter((alias) => aliases[alias] === model.name);
  return html`<section class="place models" aria-labelledby="models-title">
    <header class="place-head"><div><h1 id="models-title">Models</h1><p class="note">Installed on this server. A model is loaded with its first picture, or now.</p></div></header>
    ${problem && html`<p class="problem" role="alert"><${Icon} name="warning" size=${16} /><span>${problem.message}</span></p>`}
    <div class="model-cards">
      ${(models ?? []).map((model) => html`<${ModelCard} key=${model.name} model=${model} aliases=${namesOf(model)} mayChange=${mayChange} />`)}
    </div>
    ${mayChange && html`<${Pulls} />`}
  </section>`;
}
