// run/live_jobs.js
//
// All jobs the page knows, kept true by the server's event stream: it survives a reload, a lost connection and a
// restarted server.
//
// Used by   run/ (cards), gallery/ (adds older pages), viewer/, app.js (connection note)
// Traps     The stream is opened before the list is fetched, and what it says meanwhile waits: otherwise a change between
//           the two would be lost. After a gap, listing goes on until it meets a job that was known.
import { get, readEvents } from "../api.js";
import { createStore } from "../state.js";
import { NO_JOBS, addJobs, applyEvent, removeJob } from "./job_events.js";

const PAGE = 50;
const MOST_CATCH_UP_PAGES = 20;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

export const jobStore = createStore(NO_JOBS);

// state: "connecting" at first, "live", "reconnecting"; isListed: the newest jobs are known;
// next: where older pages go on, null at the end.
export const connectionStore = createStore({ state: "connecting", isListed: false, next: null, problem: null });

export const learn = (jobs) => jobStore.set(addJobs(jobStore.get(), jobs));

// A job that was just asked for: its events may have come before the answer, and they know better.
export const learnNew = (job) => jobStore.get().byId.has(job.id) || learn([job]);

export const forget = (id) => jobStore.set(removeJob(jobStore.get(), id));

// The newest jobs; after a gap as many pages as it takes to meet known ones.
async function list() {
  const known = jobStore.get().byId;
  const isFirst = !connectionStore.get().isListed;
  let before = "";
  for (let page = 0; page < MOST_CATCH_UP_PAGES; page += 1) {
    const { jobs, next } = await get(`/api/jobs?limit=${PAGE}${before && `&before=${encodeURIComponent(before)}`}`);
    learn(jobs);
    if (isFirst) {
      connectionStore.update({ isListed: true, next });
      return;
    }
    if (!next || jobs.some((job) => known.has(job.id))) return;
    before = next;
  }
}

// One connection, from its opening to its end.
async function follow(signal) {
  let waiting = [];
  const apply = (name, data) => jobStore.set(applyEvent(jobStore.get(), name, data));
  const onOpen = async () => {
    try {
      await list();
    } catch (problem) {
      connectionStore.update({ problem }); // the stream goes on; the next connection lists again
    }
    for (const [name, data] of waiting) apply(name, data);
    waiting = null;
    connectionStore.update({ state: "live" });
  };
  await readEvents("/api/jobs/events", {
    signal,
    onOpen,
    onEvent: (name, data) => (waiting ? waiting.push([name, data]) : apply(name, data)),
  });
}

let connection = null;

// Follows the server until `disconnect`; waits longer after each failure. A refused key ends it: signing in calls
// `connect` again.
export async function connect() {
  connection?.abort();
  const mine = (connection = new AbortController());
  let wait = FIRST_WAIT_MS;
  while (!mine.signal.aborted) {
    const began = Date.now();
    try {
      await follow(mine.signal);
    } catch (problem) {
      if (problem.name === "AbortError" || problem.status === 401) return;
      connectionStore.update({ problem });
    }
    if (mine.signal.aborted) return;
    connectionStore.update({ state: "reconnecting" });
    wait = Date.now() - began > LONGEST_WAIT_MS ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, wait * 2);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

// Another person's key: what was known is theirs no more.
export function forgetEverything() {
  connection?.abort();
  jobStore.set(NO_JOBS);
  connectionStore.set({ state: "connecting", isListed: false, next: null, problem: null });
}
