// main.js
//
// Starts the page: who is here, which models, which jobs; then draws the frame.
//
// Used by   index.html
// Traps     Everything is asked for again after each signing in, and what a server that was away could not tell is asked
//           for when it is back. Signing out forgets the jobs and the draft: the next person may be somebody else.
import { html, render } from "./vendor/preact_htm.js";
import { App } from "./app.js";
import { clearDraft } from "./compose/draft.js";
import { notifyProblem } from "./frame/toasts.js";
import { refreshAccount, sessionStore } from "./keys/session.js";
import { refreshModels } from "./models/model_list.js";
import { connect, connectionStore, forgetEverything } from "./run/live_jobs.js";

// False if the server wants a key first; the dialog is open then, and signing in comes here again.
async function isAdmitted() {
  if (sessionStore.get().account) return true;
  try {
    await refreshAccount();
  } catch (problem) {
    if (problem.status === 401) return false;
    notifyProblem(problem);
  }
  return true;
}

async function begin() {
  if (!(await isAdmitted())) return;
  refreshModels();
  connect();
}

let visit = sessionStore.get().visit;
sessionStore.subscribe((session) => {
  if (session.visit === visit) return;
  visit = session.visit;
  forgetEverything();
  if (session.key) begin();
  else clearDraft();
});

let wasAway = false;
connectionStore.subscribe(({ state }) => {
  if (state === "live" && wasAway) {
    isAdmitted();
    refreshModels();
  }
  wasAway = state === "reconnecting";
});

render(html`<${App} />`, document.getElementById("app"));
begin();
