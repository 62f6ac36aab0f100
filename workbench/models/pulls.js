// models/pulls.js
//
// Fetching open weights by name, with progress; for administrators.
//
// Used by   models/models_place.js
// Source    POST /api/pulls, docs/api.md; docs/pull.md
// Traps     Asked every second only while something is being fetched. When one ends, the list of models is read again.
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { get, post } from "../api.js";
import { notifyProblem } from "../frame/toasts.js";
import { Icon } from "../icons.js";
import { ago, bytes } from "../plain_words.js";
import { refreshModels } from "./model_list.js";

const ASK_AGAIN_MS = 1000;

function usePulls() {
  const [pulls, setPulls] = useState([]);
  const refresh = async () => {
    try {
      setPulls((await get("/api/pulls")).pulls);
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  const running = pulls.filter((pull) => pull.state === "running").length;
  useEffect(() => {
    refresh();
  }, []);
  useEffect(() => {
    if (running === 0) return undefined;
    const timer = setInterval(refresh, ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      refreshModels();
    };
  }, [running]);
  return { pulls, refresh };
}

function stateWords(pull) {
  if (pull.state === "running") return pull.total_bytes ? `${bytes(pull.bytes)} of ${bytes(pull.total_bytes)}` : bytes(pull.bytes);
  if (pull.state === "succeeded") return `Installed, ${ago(pull.started)}`;
  if (pull.state === "failed") return pull.error?.message ?? "Failed";
  return "Cancelled";
}

function Pull({ pull, refresh }) {
  const share = pull.total_bytes ? pull.bytes / pull.total_bytes : 0;
  const stop = async () => {
    try {
      await post(`/api/pulls/${encodeURIComponent(pull.id)}/cancel`);
    } catch (problem) {
      notifyProblem(problem);
    }
    refresh();
  };
  return html`<li class=${`pull is-${pull.state}`}>
    <span class="pull-name">${pull.name}</span>
    <span class=${`note ${pull.state === "failed" ? "note-problem" : ""}`}>${stateWords(pull)}</span>
    ${pull.state === "running" &&
    html`<div class=${`bar ${pull.total_bytes ? "" : "is-waiting"}`} role="progressbar" aria-label=${`Fetching ${pull.name}`} aria-valuemin="0" aria-valuemax="100"
        aria-valuenow=${Math.round(share * 100)}><span style=${{ transform: `scaleX(${share})` }}></span></div>
      <button type="button" class="button button-small" onClick=${stop}>Cancel</button>`}
  </li>`;
}

export function Pulls() {
  const { pulls, refresh } = usePulls();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const onSubmit = async (event) => {
    event.preventDefault();
    try {
      await post("/api/pulls", { name: name.trim() });
      setName("");
      setProblem("");
      refresh();
    } catch (refusal) {
      setProblem(refusal.message);
    }
  };
  return html`<section class="card pulls" aria-labelledby="pulls-title">
    <h2 id="pulls-title">Get a model</h2>
    <p class="note">Open weights by their name on the hub. It goes on where it was interrupted.</p>
    <form class="row" onSubmit=${onSubmit} noValidate>
      <input class="input grow" aria-label="Model to fetch" placeholder="black-forest-labs/FLUX.2-klein-4B" value=${name} autocapitalize="off"
        spellcheck="false" aria-invalid=${problem ? "true" : undefined} onInput=${(event) => setName(event.target.value)} />
      <button type="submit" class="button button-primary" disabled=${!name.trim()}><${Icon} name="download" size=${16} />Pull</button>
    </form>
    <div role="alert">${problem && html`<p class="note note-problem">${problem}</p>`}</div>
    ${pulls.length > 0 && html`<ul class="pull-list">${pulls.map((pull) => html`<${Pull} key=${pull.id} pull=${pull} refresh=${refresh} />`)}</ul>`}
  </section>`;
}
