// keys/session.js
//
// Who is using the page: the key, what the server says about it, and whether the sign-in dialog is open.
//
// Used by   api.js (reads the key), keys/sign_in.js, keys/keys.js, system/, app.js
// Traps     The key lies in this tab's session, or in the browser for good if the person says so; never in an address.
import { get, useKeyFrom } from "../api.js";
import { keep, readKept } from "../kept.js";
import { createStore } from "../state.js";

// account: the answer of GET /api/usage, null until it is known; visit: counts signings in and out.
export const sessionStore = createStore({
  key: readKept("key", null, "sessionStorage") ?? readKept("key"),
  account: null,
  isAsking: false,
  visit: 0,
});

const nextVisit = () => sessionStore.get().visit + 1;

useKeyFrom(
  () => sessionStore.get().key,
  () => sessionStore.update({ isAsking: true }),
);

export const isAdmin = (session) => session.account?.scopes.includes("admin") ?? false;

// Throws if the server does not answer or wants a key; the latter also opens the dialog.
export async function refreshAccount() {
  sessionStore.update({ account: await get("/api/usage") });
}

// Tries the key. Throws the server's refusal.
export async function signIn(key, staysSignedIn) {
  const account = await get("/api/usage", { key });
  keep("key", staysSignedIn ? null : key, "sessionStorage");
  keep("key", staysSignedIn ? key : null);
  sessionStore.set({ key, account, isAsking: false, visit: nextVisit() });
}

export function signOut() {
  keep("key", null, "sessionStorage");
  keep("key", null);
  sessionStore.set({ key: null, account: null, isAsking: true, visit: nextVisit() });
}
