// run/job_events.js
//
// How the page's picture of all jobs changes with each thing the server says. Pure: state and event in, state out.
//
// Used by   run/live_jobs.js
// Source    docs/api.md, "GET /api/jobs/events"
// Traps     `order` is newest first and gets a new identity only when jobs come or go, so that the gallery may compare
//           it. Events of unknown jobs are dropped: their `job` event, or the next listing, brings them.
// Proven by tests/workbench/job_events.test.mjs

export const NO_JOBS = Object.freeze({ byId: new Map(), order: [], previews: new Map() });

const isNewer = (a, b) => (a.created === b.created ? a.id > b.id : a.created > b.created);

function placed(order, byId, job) {
  let at = 0;
  // New jobs arrive at the top, older pages at the bottom: look from the nearer end.
  const last = byId.get(order[order.length - 1]);
  if (last && isNewer(last, job)) return [...order, job.id];
  while (at < order.length && isNewer(byId.get(order[at]), job)) at += 1;
  return [...order.slice(0, at), job.id, ...order.slice(at)];
}

// The estimate counts from when it was heard.
const heard = (job, now) => ({ ...job, heard_at: now });

function withoutPreviews(previews, id) {
  if (!previews.has(id)) return previews;
  const left = new Map(previews);
  left.delete(id);
  return left;
}

function putJob(state, job, now) {
  const byId = new Map(state.byId);
  byId.set(job.id, heard(job, now));
  const order = state.byId.has(job.id) ? state.order : placed(state.order, state.byId, job);
  return { ...state, byId, order };
}

// A page of a listing, older or the newest. Jobs that are known are brought up to date.
export function addJobs(state, jobs, now = Date.now()) {
  const byId = new Map(state.byId);
  const fresh = [];
  for (const job of jobs) {
    if (!byId.has(job.id)) fresh.push(job.id);
    byId.set(job.id, heard(job, now));
  }
  if (fresh.length === 0) return { ...state, byId };
  const order = [...state.order, ...fresh].sort((a, b) => (isNewer(byId.get(a), byId.get(b)) ? -1 : 1));
  return { ...state, byId, order };
}

export function removeJob(state, id) {
  if (!state.byId.has(id)) return state;
  const byId = new Map(state.byId);
  byId.delete(id);
  return { byId, order: state.order.filter((other) => other !== id), previews: withoutPreviews(state.previews, id) };
}

function changeJob(state, id, fields) {
  const job = state.byId.get(id);
  if (!job) return state;
  const byId = new Map(state.byId);
  byId.set(id, { ...job, ...fields });
  return { ...state, byId };
}

function putPreview(state, { job, image_index, jpeg }) {
  if (!state.byId.has(job)) return state;
  const previews = new Map(state.previews);
  previews.set(job, { ...previews.get(job), [image_index]: `data:image/jpeg;base64,${jpeg}` });
  return { ...state, previews };
}

function putImage(state, { job: id, ...image }) {
  const job = state.byId.get(id);
  if (!job) return state;
  const others = job.images.filter((other) => other.index !== image.index);
  return changeJob(state, id, { images: [...others, image].sort((a, b) => a.index - b.index) });
}

export function applyEvent(state, name, data, now = Date.now()) {
  if (name === "job") return putJob(state, data, now);
  if (name === "progress") {
    const { job: id, ...progress } = data;
    return changeJob(state, id, { progress });
  }
  if (name === "preview") return putPreview(state, data);
  if (name === "image") return putImage(state, data);
  if (name === "removed") return removeJob(state, data.job);
  return state; // an event of a newer server
}
