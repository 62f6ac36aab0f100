// models/model_card.js
//
// One installed model: what it is, what it can do, which words it knows, and whether it is in memory.
//
// Used by   models/models_place.js
import { html, useState } from "../vendor/preact_htm.js";
import { change } from "../compose/draft.js";
import { goTo } from "../frame/route.js";
import { notifyProblem } from "../frame/toasts.js";
import { Icon } from "../icons.js";
import { bytes, megapixels, plural } from "../plain_words.js";
import { setLoaded } from "./model_list.js";
import { Words } from "./words.js";

function factsOf(model) {
  return [
    ["Size", bytes(model.size_bytes)],
    ["References", model.max_references > 0 ? `up to ${model.max_references}` : "none"],
    ["Draws at", megapixels(model.native_max_px)],
    ["Steps", String(model.default_steps)],
    model.default_guidance !== null && ["Guidance", String(model.default_guidance)],
    ["Longest prompt", plural(model.tokens_max, "token")],
    ["Enhances prompts", model.can_enhance ? "yes" : "no"],
  ].filter(Boolean);
}

function LoadButton({ model }) {
  const [isBusy, setBusy] = useState(false);
  const turn = async () => {
    setBusy(true);
    try {
      await setLoaded(model.name, !model.is_loaded);
    } catch (problem) {
      notifyProblem(problem);
    } finally {
      setBusy(false);
    }
  };
  const label = model.is_loaded ? "Unload" : "Load";
  return html`<button type="button" class="button button-small" disabled=${isBusy} aria-label=${`${label} ${model.name}`} onClick=${turn}>
    <${Icon} name="power" size=${15} />${isBusy ? `${label}ing…` : label}</button>`;
}

export function ModelCard({ model, aliases, mayChange }) {
  const use = () => {
    change({ model: model.name });
    goTo("create");
  };
  return html`<article class="card model-card" aria-label=${model.name}>
    <header class="model-head">
      <h2>${model.name}</h2>
      ${model.is_default && html`<span class="tag">Default</span>`}
      <span class=${`loaded ${model.is_loaded ? "is-loaded" : ""}`}>${model.is_loaded ? "In memory" : "Not loaded"}</span>
    </header>
    <p class="model-description">${model.description}</p>
    <dl class="fact-grid">${factsOf(model).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${aliases.length > 0 && html`<p class="note">Also answers to ${aliases.map((alias, at) => html`${at > 0 ? ", " : ""}<code>${alias}</code>`)}</p>`}
    ${model.words.length > 0 && html`<${Words} model=${model} />`}
    <footer class="row">
      <button type="button" class="button button-small" aria-label=${`Use ${model.name}`} onClick=${use}><${Icon} name="create" size=${15} />Use</button>
      ${mayChange && html`<${LoadButton} model=${model} />`}
    </footer>
  </article>`;
}
