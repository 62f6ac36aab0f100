// tests/workbench/draft_fields.test.mjs: from the form to a request and back from a job.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY_DRAFT, bodyOf, draftOf, revivedDraft, roomForReferences } from "../../workbench/compose/draft_fields.js";

const field = (name) => ({ name });
const COMMON = ["prompt", "model", "size", "aspect_ratio", "count", "group_max", "seed", "steps", "format", "watermark", "safety"];
const MINI = { name: "mini", max_references: 0, fields: [...COMMON, "guidance"].map(field) };
const KLEIN = { name: "klein", max_references: 10, fields: [...COMMON, "images", "enhance"].map(field) };

test("an untouched form asks for as little as possible", () => {
  assert.deepEqual(bodyOf({ ...EMPTY_DRAFT, prompt: " a fox " }, MINI), {
    prompt: "a fox", model: "mini", size: "1K", aspect_ratio: "1:1", format: "jpeg",
  });
});

test("a body holds only fields that the model has", () => {
  const full = {
    ...EMPTY_DRAFT, prompt: "x", guidance: 4, enhance: "fast", steps: 8, watermark: true, safety: false,
    references: [{ id: "up1", url: "u1" }, { id: null, url: "u2" }],
  };
  const mini = bodyOf(full, MINI);
  assert.equal(mini.guidance, 4);
  assert.ok(!("images" in mini) && !("enhance" in mini));
  const klein = bodyOf(full, KLEIN);
  assert.ok(!("guidance" in klein));
  assert.deepEqual(klein.images, ["up1", "u2"]);
  assert.deepEqual([klein.enhance, klein.steps, klein.watermark, klein.safety], ["fast", 8, true, false]);
});

test("exact pixels are a size of their own, without a ratio", () => {
  const body = bodyOf({ ...EMPTY_DRAFT, prompt: "x", exact: { width: 1600, height: 900 } }, MINI);
  assert.equal(body.size, "1600x900");
  assert.ok(!("aspect_ratio" in body));
});

test("several and a group say how many, one says nothing", () => {
  const of = (fields) => bodyOf({ ...EMPTY_DRAFT, prompt: "x", count: 5, group_max: 3, ...fields }, MINI);
  assert.deepEqual([of({ mode: "single" }).count, of({ mode: "single" }).group_max], [undefined, undefined]);
  assert.deepEqual([of({ mode: "count" }).count, of({ mode: "count" }).group_max], [5, undefined]);
  assert.deepEqual([of({ mode: "group" }).count, of({ mode: "group" }).group_max], [undefined, 3]);
});

test("seed 0 is a seed", () => {
  assert.equal(bodyOf({ ...EMPTY_DRAFT, prompt: "x", seed: 0 }, MINI).seed, 0);
});

test("reusing a job gives the form that asks for it again", () => {
  const job = {
    seed: 7,
    references: [{ url: "/files/1", thumbnail_url: "/thumbnails/1" }],
    parameters: {
      prompt: "p", model: "klein", size: "2848x1600", count: 1, group_max: 4, seed: 7, steps: 9, format: "png",
      watermark: true, enhance: "standard", safety: true, images: ["/files/1"],
    },
  };
  const draft = draftOf(job);
  assert.deepEqual([draft.size, draft.aspect_ratio, draft.exact], ["2K", "16:9", null]);
  assert.deepEqual([draft.mode, draft.group_max, draft.seed], ["group", 4, 7]);
  assert.deepEqual(draft.references, [{ id: null, url: "/files/1", thumbnail_url: "/thumbnails/1", name: "reference 1" }]);
  const { size, aspect_ratio, ...rest } = bodyOf(draft, KLEIN);
  const { size: asked, count, safety, ...wanted } = job.parameters;
  assert.deepEqual(rest, wanted);
});

test("a size outside the table becomes exact pixels", () => {
  const job = { seed: 1, references: [], parameters: { prompt: "p", model: "mini", size: "1600x900", count: 3 } };
  const draft = draftOf(job);
  assert.deepEqual(draft.exact, { width: 1600, height: 900 });
  assert.deepEqual([draft.mode, draft.count], ["count", 3]);
});

test("an earlier visit's draft comes back without uploads that are over and without unknown fields", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const kept = {
    prompt: "p",
    nonsense: 1,
    references: [
      { id: "a", url: "a", expires: "2026-11-21T11:00:00Z" },
      { id: "b", url: "b", expires: "2026-11-21T13:00:00Z" },
      { id: null, url: "c" },
    ],
  };
  const draft = revivedDraft(kept, now);
  assert.deepEqual(draft.references.map((reference) => reference.url), ["b", "c"]);
  assert.equal(draft.prompt, "p");
  assert.ok(!("nonsense" in draft));
  assert.deepEqual(revivedDraft(null), { ...EMPTY_DRAFT });
});

test("room for references follows the model, up to fourteen", () => {
  assert.equal(roomForReferences(MINI), 0);
  assert.equal(roomForReferences(KLEIN), 10);
  assert.equal(roomForReferences({ ...KLEIN, max_references: 40 }), 14);
  assert.equal(roomForReferences(null), 0);
});
