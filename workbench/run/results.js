// run/results.js
//
// Beside the form: what is being drawn and what was drawn last, newest first.
//
// Used by   app.js ("Create")
import { html, useEffect, useRef } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { useStore } from "../state.js";
import { hiddenStore } from "../gallery/deletion.js";
import { FirstRun } from "./first_run.js";
import { JobCard } from "./job_card.js";
import { isActive } from "./job_states.js";
import { connectionStore, jobStore } from "./live_jobs.js";

const SHOWN = 24;

// Says aloud how many jobs are under way, when that changes.
function Announcer({ active }) {
  const before = useRef(0);
  useEffect(() => {
    before.current = active;
  }, [active]);
  const words = active > 0 ? `${active} ${active === 1 ? "job" : "jobs"} under way` : before.current > 0 ? "All jobs are finished" : "";
  return html`<p class="visually-hidden" role="status">${words}</p>`;
}

export function Results() {
  const { byId, order } = useStore(jobStore);
  const hidden = useStore(hiddenStore);
  const isListed = useStore(connectionStore, (connection) => connection.isListed);
  const jobs = order.filter((id) => !hidden.has(id)).map((id) => byId.get(id));
  const active = jobs.filter(isActive);
  const shown = jobs.slice(0, Math.max(SHOWN, active.length));
  return html`<section id="results" class="results" aria-label="Results">
    <${Announcer} active=${active.length} />
    ${isListed && jobs.length === 0 && html`<${FirstRun} />`}
    <div class="jobs">${shown.map((job) => html`<${JobCard} key=${job.id} job=${job} />`)}</div>
    ${jobs.length > SHOWN && html`<a class="button results-more" href="#gallery"><${Icon} name="gallery" size=${16} />See all pictures</a>`}
  </section>`;
}
