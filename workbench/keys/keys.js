// keys/keys.js
//
// The keys of this server, for administrators: who has one, what it may and what it used; making and revoking.
//
// Used by   system/system_place.js
// Source    GET /api/keys, POST /api/keys, POST /api/keys/ID/revoke, docs/api.md
// Traps     One's own key is not revoked from here: the page would lock itself out.
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { get, post } from "../api.js";
import { Dialog } from "../controls/dialog.js";
import { notify, notifyProblem } from "../frame/toasts.js";
import { Icon } from "../icons.js";
import { ago } from "../plain_words.js";
import { useStore } from "../state.js";
import { NewKey } from "./new_key.js";
import { sessionStore } from "./session.js";

const orUnlimited = (number) => (number === null || number === undefined ? "unlimited" : number.toLocaleString("en"));

function Row({ one, isOwn, onRevoke }) {
  const isRevoked = Boolean(one.revoked);
  return html`<tr class=${isRevoked ? "is-revoked" : ""}>
    <th scope="row">${one.name}</th>
    <td>${one.scopes.map((scope) => html`<span key=${scope} class="tag">${scope}</span>`)}</td>
    <td class="is-number">${orUnlimited(one.credits)}</td>
    <td class="is-number">${one.usage.images.toLocaleString("en")}</td>
    <td class="note">${ago(one.created)}</td>
    <td>${isRevoked || isOwn
      ? html`<span class="note">${isRevoked ? "Revoked" : "You"}</span>`
      : html`<button type="button" class="button button-small" aria-label=${`Revoke ${one.name}`} onClick=${() => onRevoke(one)}>Revoke</button>`}</td>
  </tr>`;
}

function Revoke({ one, onDone }) {
  const revoke = async () => {
    try {
      await post(`/api/keys/${encodeURIComponent(one.id)}/revoke`);
      notify(`The key of ${one.name} works no more`);
    } catch (problem) {
      notifyProblem(problem);
    }
    onDone();
  };
  return html`<${Dialog} label="Revoke a key" onClose=${onDone}>
    <h2>Revoke the key of “${one.name}”?</h2>
    <p class="note">Whoever uses it is refused from now on. This cannot be undone; a new key can be made.</p>
    <div class="row is-end">
      <button type="button" class="button" onClick=${onDone}>Keep it</button>
      <button type="button" class="button button-danger" onClick=${revoke}>Revoke</button>
    </div>
  <//>`;
}

export function Keys() {
  const [keys, setKeys] = useState(null);
  const [revoking, setRevoking] = useState(null);
  const [isMaking, setMaking] = useState(false);
  const own = useStore(sessionStore, (session) => session.account?.id);
  const refresh = async () => {
    try {
      setKeys((await get("/api/keys")).keys);
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  useEffect(() => {
    refresh();
  }, []);
  const done = () => {
    setRevoking(null);
    setMaking(false);
    refresh();
  };
  return html`<section class="card keys" aria-labelledby="keys-title">
    <div class="card-head">
      <h2 id="keys-title">Keys</h2>
      <p class="note">Who may use this server.</p>
      <button type="button" class="button button-small" onClick=${() => setMaking(true)}><${Icon} name="plus" size=${15} />New key</button>
    </div>
    ${keys?.length > 0 &&
    html`<div class="table-box" tabindex="0" role="region" aria-label="Table of keys"><table>
      <thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col" class="is-number">Credits</th><th scope="col" class="is-number">Pictures</th><th scope="col">Made</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${keys.map((one) => html`<${Row} key=${one.id} one=${one} isOwn=${one.id === own} onRevoke=${setRevoking} />`)}</tbody>
    </table></div>`}
    ${keys?.length === 0 && html`<p class="note">There is none. On this machine alone none is needed.</p>`}
    ${revoking && html`<${Revoke} one=${revoking} onDone=${done} />`}
    ${isMaking && html`<${NewKey} onDone=${done} />`}
  </section>`;
}
