// run/first_run.js
//
// The page before the first picture: six prompts that the embedded model can draw; one click fills the form and draws.
//
// Used by   run/results.js
import { html } from "../vendor/preact_htm.js";
import { change } from "../compose/draft.js";
import { Icon } from "../icons.js";
import { SCENES } from "./example_scenes.js";
import { generate } from "./start_job.js";

function draw(prompt) {
  change({ prompt });
  generate();
}

export function FirstRun() {
  return html`<div class="first-run">
    <h2>What shall we draw?</h2>
    <p class="first-run-lead">Write a prompt, or begin with one of these. The picture is made on this machine, in seconds.</p>
    <ul class="examples">
      ${SCENES.map(
        ({ prompt, drawing }) => html`<li key=${prompt}>
          <button type="button" class="example" onClick=${() => draw(prompt)}>
            <svg viewBox="0 0 120 80" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${drawing}</svg>
            <span class="example-words">${prompt}</span>
            <span class="example-go"><${Icon} name="create" size=${16} /></span>
          </button>
        </li>`,
      )}
    </ul>
  </div>`;
}
