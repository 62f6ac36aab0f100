// frame/header.js
//
// The top of the page: name, places, connection, theme, account. On narrow screens the places become a bar at the bottom.
//
// Used by   app.js
import { html, useEffect, useRef } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { sessionStore, signOut } from "../keys/session.js";
import { isActive } from "../run/job_states.js";
import { connectionStore, jobStore } from "../run/live_jobs.js";
import { useStore } from "../state.js";
import { PLACES } from "./route.js";
import { ThemeToggle } from "./theme_toggle.js";

const countActive = ({ byId, order }) => order.slice(0, 200).filter((id) => isActive(byId.get(id))).length;

function Places({ place }) {
  const active = useStore(jobStore, countActive);
  return html`<nav class="places" aria-label="Places">
    ${PLACES.map(
      ({ id, label, icon }) => html`<a key=${id} href=${`#${id}`} aria-current=${id === place ? "page" : undefined}>
        <${Icon} name=${icon} size=${18} /><span>${label}</span>
        ${id === "create" && active > 0 && html`<span class="badge" aria-hidden="true">${active}</span>`}
      </a>`,
    )}
  </nav>`;
}

function Connection() {
  const state = useStore(connectionStore, (connection) => connection.state);
  return html`<span class="connection" role="status">${state === "reconnecting" && html`<span class="connection-dot"></span>Reconnecting…`}</span>`;
}

// A menu closes by a press elsewhere and by Esc.
function useClosing(ref) {
  useEffect(() => {
    const close = (event) => {
      if (ref.current?.open && (event.key === "Escape" || (event.type === "pointerdown" && !ref.current.contains(event.target)))) {
        ref.current.open = false;
      }
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, []);
}

function Account() {
  const menu = useRef(null);
  useClosing(menu);
  const { key, account, isAsking } = useStore(sessionStore);
  if (!key) {
    if (!account?.needs_key && !isAsking) return null;
    return html`<button class="button button-small" onClick=${() => sessionStore.update({ isAsking: true })}><${Icon} name="key" size=${15} />Sign in</button>`;
  }
  return html`<details ref=${menu} class="account">
    <summary class="icon-button" aria-label="Account" title=${account?.name}><${Icon} name="person" /></summary>
    <div class="account-menu">
      <strong>${account?.name}</strong>
      <span class="note">${account?.scopes.join(", ")}</span>
      ${account?.credits !== null && account?.credits !== undefined && html`<span class="note">${account.credits.toLocaleString("en")} credits left</span>`}
      <button class="button button-small" onClick=${signOut}>Sign out</button>
    </div>
  </details>`;
}

export function Header({ place }) {
  return html`<header class="header">
    <a class="brand" href="#create"><img src="/workbench/icon.svg" alt="" width="26" height="26" /><span>Reverie</span></a>
    <${Places} place=${place} />
    <div class="header-end"><${Connection} /><${ThemeToggle} /><${Account} /></div>
  </header>`;
}
