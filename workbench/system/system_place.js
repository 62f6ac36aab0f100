// system/system_place.js
//
// The place "System": memory, queue, how long pictures take, what was used, and keys for an administrator.
//
// Used by   app.js
// Traps     Asked every few seconds while the place is open and the tab is visible.
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { get } from "../api.js";
import { Icon } from "../icons.js";
import { Keys } from "../keys/keys.js";
import { isAdmin, refreshAccount, sessionStore } from "../keys/session.js";
import { bytes, duration } from "../plain_words.js";
import { useStore } from "../state.js";
import { TimesChart } from "./times_chart.js";

const ASK_AGAIN_MS = 3000;

function useSystem() {
  const [system, setSystem] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    const ask = async () => {
      if (document.hidden) return;
      try {
        setSystem(await get("/api/system"));
        setProblem(null);
      } catch (refusal) {
        setProblem(refusal);
      }
    };
    ask();
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return { system, problem };
}

function Memory({ memory }) {
  const own = memory.resident_bytes / memory.machine_bytes;
  const others = Math.max(0, 1 - memory.available_bytes / memory.machine_bytes - own);
  const percent = (share) => `${(share * 100).toFixed(2)}%`;
  return html`<section class="card memory" aria-labelledby="memory-title">
    <h2 id="memory-title">Memory</h2>
    <p class="figure">${bytes(memory.resident_bytes)}<small>of ${bytes(memory.machine_bytes)}</small></p>
    <div class="memory-bar" role="img" aria-label=${`Reverie uses ${bytes(memory.resident_bytes)}; ${bytes(memory.available_bytes)} are free`}>
      <span class="is-own" style=${{ width: percent(own) }}></span><span class="is-others" style=${{ width: percent(others) }}></span>
    </div>
    <ul class="legend"><li class="is-own">Reverie</li><li class="is-others">Other programs</li><li class="is-free">Free: ${bytes(memory.available_bytes)}</li></ul>
  </section>`;
}

function Queue({ system }) {
  const { queued, running } = system.queue;
  return html`<section class="card" aria-labelledby="queue-title">
    <h2 id="queue-title">Queue</h2>
    <div class="figures">
      <p class="figure">${running}<small>drawing</small></p>
      <p class="figure">${queued}<small>waiting</small></p>
    </div>
    <p class="note">Up for ${duration(system.uptime_seconds)}, version ${system.version}</p>
  </section>`;
}

function Usage() {
  const account = useStore(sessionStore, (session) => session.account);
  useEffect(() => {
    refreshAccount().catch((problem) => console.warn("workbench: usage is not renewed:", problem.message));
  }, []);
  if (!account) return null;
  const { jobs, images, credits } = account.usage;
  return html`<section class="card" aria-labelledby="usage-title">
    <h2 id="usage-title">Your usage</h2>
    <div class="figures">
      <p class="figure">${images.toLocaleString("en")}<small>pictures</small></p>
      <p class="figure">${jobs.toLocaleString("en")}<small>jobs</small></p>
    </div>
    <p class="note">${account.name}: ${account.credits === null ? `${credits.toLocaleString("en")} credits used, no limit` : `${account.credits.toLocaleString("en")} credits left`}${account.per_minute ? `, ${account.per_minute} requests a minute` : ""}</p>
  </section>`;
}

export function SystemPlace() {
  const { system, problem } = useSystem();
  const mayManage = useStore(sessionStore, isAdmin);
  return html`<section class="place system" aria-labelledby="system-title">
    <header class="place-head"><div><h1 id="system-title">System</h1></div></header>
    ${problem && html`<p class="problem" role="alert"><${Icon} name="warning" size=${16} /><span>${problem.message}</span></p>`}
    ${system &&
    html`<div class="tiles"><${Memory} memory=${system.memory} /><${Queue} system=${system} /><${Usage} /></div>
      <${TimesChart} recent=${system.recent} />`}
    ${mayManage && html`<${Keys} />`}
  </section>`;
}
