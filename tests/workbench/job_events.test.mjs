// tests/workbench/job_events.test.mjs: how the page's jobs change with what the server says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_JOBS, addJobs, applyEvent, removeJob } from "../../workbench/run/job_events.js";

const job = (id, minute, fields = {}) => ({
  id, created: `2026-11-21T12:${String(minute).padStart(2, "0")}:00Z`, state: "queued", images: [{ index: 0 }], ...fields,
});

test("jobs stand newest first, however they come", () => {
  let state = addJobs(NO_JOBS, [job("c", 3), job("b", 2)]);
  state = applyEvent(state, "job", job("e", 5));
  state = addJobs(state, [job("a", 1)]);
  state = applyEvent(state, "job", job("d", 4));
  state = applyEvent(state, "job", job("0", 0));
  assert.deepEqual(state.order, ["e", "d", "c", "b", "a", "0"]);
});

test("a known job is replaced in its place, and the order keeps its identity", () => {
  const before = addJobs(NO_JOBS, [job("b", 2), job("a", 1)]);
  const after = applyEvent(before, "job", job("a", 1, { state: "running" }));
  assert.equal(after.byId.get("a").state, "running");
  assert.equal(after.order, before.order);
  assert.equal(before.byId.get("a").state, "queued", "the old state is untouched");
});

test("progress, previews and pictures find their job", () => {
  let state = addJobs(NO_JOBS, [job("a", 1, { images: [{ index: 0 }, { index: 1 }] })]);
  state = applyEvent(state, "progress", { job: "a", share: 0.5, stage: "denoise[3]", image_index: 1 });
  assert.deepEqual(state.byId.get("a").progress, { share: 0.5, stage: "denoise[3]", image_index: 1 });
  state = applyEvent(state, "preview", { job: "a", image_index: 1, jpeg: "QUJD" });
  assert.deepEqual(state.previews.get("a"), { 1: "data:image/jpeg;base64,QUJD" });
  state = applyEvent(state, "image", { job: "a", index: 1, url: "/files/x" });
  assert.deepEqual(state.byId.get("a").images, [{ index: 0 }, { index: 1, url: "/files/x" }]);
});

test("progress leaves the pictures as they are, so that lists of them need no new look", () => {
  const before = addJobs(NO_JOBS, [job("a", 1)]);
  const after = applyEvent(before, "progress", { job: "a", share: 0.1, stage: "decode", image_index: 0 });
  assert.equal(after.byId.get("a").images, before.byId.get("a").images);
});

test("a picture that was not announced is added in its place", () => {
  let state = addJobs(NO_JOBS, [job("a", 1, { images: [{ index: 0 }, { index: 2 }] })]);
  state = applyEvent(state, "image", { job: "a", index: 1, url: "u" });
  assert.deepEqual(state.byId.get("a").images.map((image) => image.index), [0, 1, 2]);
});

test("a removed job is gone with its previews; removing it again changes nothing", () => {
  let state = addJobs(NO_JOBS, [job("a", 1)]);
  state = applyEvent(state, "preview", { job: "a", image_index: 0, jpeg: "QUJD" });
  state = applyEvent(state, "removed", { job: "a" });
  assert.deepEqual([state.order, state.byId.size, state.previews.size], [[], 0, 0]);
  assert.equal(removeJob(state, "a"), state);
});

test("events of unknown jobs and of newer servers are let pass", () => {
  const state = addJobs(NO_JOBS, [job("a", 1)]);
  for (const name of ["progress", "preview", "image", "removed"]) {
    assert.equal(applyEvent(state, name, { job: "ghost", image_index: 0, index: 0 }), state, name);
  }
  assert.equal(applyEvent(state, "confetti", { job: "a" }), state);
});

test("jobs of the same moment keep one order", () => {
  const one = addJobs(NO_JOBS, [job("a", 1), job("b", 1)]);
  const other = applyEvent(applyEvent(NO_JOBS, "job", job("b", 1)), "job", job("a", 1));
  assert.deepEqual(one.order, other.order);
});
