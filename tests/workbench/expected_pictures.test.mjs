// tests/workbench/expected_pictures.test.mjs: how many frames a job shows before its pictures are known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedPictures, framesOf } from "../../workbench/run/expected_pictures.js";
import { NO_JOBS, applyEvent } from "../../workbench/run/job_events.js";

const job = (state, parameters, images = []) => ({ id: "a", created: "2026", state, parameters, images });
const GROUP = { count: 1, group_max: 4 };

// The number of frames after each message of progress.
function afterProgress(parameters, messages) {
  let jobs = applyEvent(NO_JOBS, "job", job("running", parameters));
  return messages.map(([share, image_index]) => {
    jobs = applyEvent(jobs, "progress", { job: "a", share, image_index, stage: "denoise[0]" });
    return expectedPictures(jobs.byId.get("a"));
  });
}

test("a single job shows one frame, several show their count, whatever the progress", () => {
  assert.equal(expectedPictures(job("queued", { count: 1 })), 1);
  assert.equal(expectedPictures(job("queued", { count: 5 })), 5);
  assert.deepEqual(afterProgress({ count: 5 }, [[0.1, 0], [0.9, 4]]), [5, 5]);
});

test("a group shows as many as it may have, until progress tells that there are fewer", () => {
  assert.equal(expectedPictures(job("queued", GROUP)), 4);
  // The shares of a real group of three, asked for as at most four.
  const told = [[0.02, 0], [0.21, 0], [0.33, 0], [0.35, 1], [0.67, 1], [0.68, 2], [1, 2]];
  assert.deepEqual(afterProgress(GROUP, told), [4, 4, 3, 3, 3, 3, 3]);
});

test("a group that turns out to be one picture ends with one frame", () => {
  assert.equal(afterProgress(GROUP, [[0.3, 0], [0.6, 0], [1, 0]]).at(-1), 1);
});

test("never fewer than are there", () => {
  assert.equal(expectedPictures({ ...job("running", GROUP, [{ index: 0 }, { index: 1 }]), most_pictures: 1 }), 2);
});

test("a job that is over shows what it has", () => {
  assert.equal(expectedPictures(job("succeeded", GROUP, [{ index: 0 }])), 1);
  assert.equal(expectedPictures(job("cancelled", GROUP)), 0);
});

test("frames keep the pictures in their places", () => {
  const frames = framesOf(job("running", { count: 3 }, [{ index: 1, url: "u" }]));
  assert.deepEqual(frames, [{ index: 0 }, { index: 1, url: "u" }, { index: 2 }]);
});
