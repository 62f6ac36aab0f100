// workbench/calls/calls.js
//
// The form as a call: one request in eight dialects and three languages, complete and runnable.
//
// A dialect file says what goes over the wire, as data; a printer writes that down in a language:
//
//   path      below the server's address; always a POST
//   headers   besides the key's and the body's type
//   key       {header, before}: where the key goes, and what is put before it
//   body      sent as JSON
//   poll      of services that answer with a job: `pending` are the states to wait in and `done` the one with
//             pictures; the job's own address is at `address` in the answer, or `below` and what is at `id`
//   pictures  where the answer has the list, and the field of its entries that is the address (if they are objects)
//
// Used by   call_panel.js
// Proven by tests/workbench/calls.test.mjs; tests/end_to_end/workbench.sh runs what is printed
import { aimlapi } from "./aimlapi.js";
import { apiframe } from "./apiframe.js";
import { ark } from "./ark.js";
import { cloudflare } from "./cloudflare.js";
import { fal } from "./fal.js";
import { openai } from "./openai.js";
import { oxen } from "./oxen.js";
import { printCurl } from "./print_curl.js";
import { printJavascript } from "./print_javascript.js";
import { printPython } from "./print_python.js";
import { replicate } from "./replicate.js";
import { sayable } from "./sayable.js";

const ALL = [openai, ark, replicate, fal, cloudflare, apiframe, aimlapi, oxen];
const PRINTERS = { curl: printCurl, python: printPython, javascript: printJavascript };

export const DIALECTS = ALL.map(({ id, label }) => ({ id, label }));
export const LANGUAGES = [
  { id: "curl", label: "curl" },
  { id: "python", label: "Python" },
  { id: "javascript", label: "JavaScript" },
];

const dialectOf = (id) => ALL.find((dialect) => dialect.id === id);

// The source code of one request.
//   base       the server's address without a slash at the end
//   needsKey   whether the code reads a key from the environment, REVERIE_KEY
export function callText(dialectId, languageId, draft, { base, needsKey }) {
  const dialect = dialectOf(dialectId);
  const exchange = dialect.exchange(sayable(draft, dialect.label, dialect.can).draft);
  return PRINTERS[languageId]({ ...exchange, base, key: needsKey ? exchange.key : null });
}

// What of the draft this dialect cannot say.
export function notesFor(dialectId, draft) {
  const dialect = dialectOf(dialectId);
  const said = sayable(draft, dialect.label, dialect.can);
  return [...said.notes, ...(dialect.notes?.(said.draft) ?? [])];
}
