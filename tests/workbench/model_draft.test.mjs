// tests/workbench/model_draft.test.mjs
//
// A printed call never asks a model for what it does not have.
import assert from "node:assert/strict";
import { test } from "node:test";

import { modelDraft } from "../../workbench/calls/model_draft.js";
import { FULL, PLAIN, REFERENCED } from "./drafts.mjs";

const fields = (...names) => names.map((name) => ({ name }));

test("what the model has stays as it is", () => {
  const names = ["count", "group_max", "steps", "guidance", "format", "watermark", "enhance", "safety", "images"];
  const model = { name: "mini", fields: fields(...names) };
  assert.deepEqual(modelDraft(FULL, model), FULL);
  assert.deepEqual(modelDraft(REFERENCED, model), REFERENCED);
});

test("what it does not have is as if it had never been set", () => {
  const model = { name: "mini", fields: fields("prompt", "size") };
  const draft = { ...FULL, references: REFERENCED.references };
  const { prompt, size, aspect_ratio, group_max, seed } = FULL;
  assert.deepEqual(modelDraft(draft, model), { ...PLAIN, prompt, size, aspect_ratio, group_max, seed });
});
