// api.js
//
// The one client of /api: sends the key, reads JSON, turns every failure into an ApiError in plain words.
//
// Used by   every region's store. Nobody else calls fetch.
// Source    docs/api.md: `{"error": {code, message, field}, "request_id"}`
// Traps     A 401 also calls `onRefused`, which asks for a key; the caller still gets its error. A lost connection is an
//           ApiError with status 0.
import { createEventParser } from "./event_stream.js";

export class ApiError extends Error {
  constructor(status, { code, message, field = "" }, requestId = "") {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.requestId = requestId;
  }
}

let readKey = () => null;
let onRefused = () => {};

// keys/session.js says where the key is, and what happens when the server wants another.
export function useKeyFrom(read, refused) {
  readKey = read;
  onRefused = refused;
}

function headersWith(extra = {}, key = readKey()) {
  return key ? { ...extra, authorization: `Bearer ${key}` } : extra;
}

function unreachable() {
  return new ApiError(0, { code: "unreachable", message: "The server does not answer. Is it still running?" });
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (problem) {
    if (problem instanceof SyntaxError) return null; // a proxy's page, or half an answer
    throw problem;
  }
}

// The error of an answer, whatever stood in front of the server.
function errorOf(status, text) {
  const json = parseJson(text);
  if (json?.error?.message) return new ApiError(status, json.error, json.request_id);
  return new ApiError(status, { code: "unexpected", message: `The server answered ${status} without an explanation.` });
}

async function fetchOrExplain(path, options) {
  try {
    return await fetch(path, options);
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw unreachable();
  }
}

// Throws the answer's error. A key that is being tried out (`key` given) does not open the sign-in dialog.
async function refuseBad(answer, isTrial) {
  if (answer.ok) return;
  if (answer.status === 401 && !isTrial) onRefused();
  throw errorOf(answer.status, await answer.text());
}

async function request(method, path, { body, key, signal, keepalive } = {}) {
  const options = { method, signal, keepalive, headers: headersWith({}, key), cache: "no-store" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["content-type"] = "application/json";
  }
  const answer = await fetchOrExplain(path, options);
  await refuseBad(answer, key !== undefined);
  return answer.status === 204 ? null : answer.json();
}

export const get = (path, options) => request("GET", path, options);
export const post = (path, body = {}, options) => request("POST", path, { ...options, body });
export const remove = (path, options) => request("DELETE", path, options);

// Sends a file; fetch cannot tell how far an upload is, XMLHttpRequest can.
//   onShare   called with 0..1
export function upload(file, onShare, signal) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", "/api/uploads");
    for (const [name, value] of Object.entries(headersWith())) sending.setRequestHeader(name, value);
    sending.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    sending.onerror = () => reject(unreachable());
    sending.onabort = () => reject(new DOMException("the upload was given up", "AbortError"));
    sending.onload = () => {
      const json = parseJson(sending.responseText);
      if (sending.status === 201 && json) return resolve(json);
      if (sending.status === 401) onRefused();
      reject(errorOf(sending.status, sending.responseText));
    };
    signal?.addEventListener("abort", () => sending.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    sending.send(form);
  });
}

// Calls onEvent(name, data) for each server-sent event until the connection ends; onOpen when it stands.
export async function readEvents(path, { onOpen, onEvent, signal }) {
  const answer = await fetchOrExplain(path, { headers: headersWith({ accept: "text/event-stream" }), signal, cache: "no-store" });
  await refuseBad(answer, false);
  onOpen();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = createEventParser();
  for (;;) {
    let piece;
    try {
      piece = await reader.read();
    } catch (problem) {
      if (problem.name === "AbortError") throw problem;
      throw unreachable();
    }
    if (piece.done) return;
    for (const event of parse(piece.value)) onEvent(event.name, JSON.parse(event.data));
  }
}
