// tests/workbench/sayable.test.mjs
//
// What a dialect cannot say is left out of its request and told in words; nothing else is.
import assert from "node:assert/strict";
import { test } from "node:test";

import { callText, DIALECTS, notesFor } from "../../workbench/calls/calls.js";
import { FULL, PLAIN, REFERENCED, SEVERAL } from "./drafts.mjs";

const where = { base: "http://127.0.0.1:8080", needsKey: false };

// The body of the printed request, evaluated out of the JavaScript.
const bodyOf = (dialect, draft) => {
  const text = callText(dialect, "javascript", draft, where);
  return (0, eval)(`(${text.slice(text.indexOf("JSON.stringify(") + 15, text.indexOf("),\n});"))})`);
};
const every = (draft) => Object.fromEntries(DIALECTS.map(({ id }) => [id, bodyOf(id, draft)]));

test("a plain draft needs no notes anywhere", () => {
  for (const { id } of DIALECTS) assert.deepEqual(notesFor(id, PLAIN), [], id);
});

test("a plain draft sends the model, the prompt and the size, and what the dialect always needs", () => {
  assert.deepEqual(every(PLAIN), {
    openai: { model: "mini", prompt: "a red car", size: "1K", response_format: "url" },
    ark: { model: "mini", prompt: "a red car", size: "1K", watermark: false },
    replicate: { input: { prompt: "a red car", size: "1K", aspect_ratio: "1:1" } },
    fal: { prompt: "a red car", image_size: { width: 1024, height: 1024 } },
    cloudflare: { model: "mini", input: { prompt: "a red car", size: "1K", aspect_ratio: "1:1" } },
    apiframe: { model: "mini", prompt: "a red car", seedreamParams: { size: "1K", aspect_ratio: "1:1" } },
    aimlapi: { model: "mini", prompt: "a red car", size: "1024x1024" },
    oxen: { model: "mini", prompt: "a red car", size: "1K", aspect_ratio: "1:1" },
  });
});

test("a group is asked for where there are groups", () => {
  const draft = { ...PLAIN, mode: "group", group_max: 3 };
  const bodies = every(draft);
  const nested = { sequential_image_generation: "auto", sequential_image_generation_options: { max_images: 3 } };
  assert.deepEqual({ ...bodies.openai, ...nested }, bodies.openai);
  assert.deepEqual({ ...bodies.ark, ...nested }, bodies.ark);
  assert.equal(bodies.replicate.input.max_images, 3);
  assert.equal(bodies.cloudflare.input.sequential_image_generation, "auto");
  assert.equal(bodies.fal.max_images, 3);
  for (const id of ["apiframe", "aimlapi", "oxen"]) {
    assert.match(notesFor(id, draft).join(), /has no groups/);
    assert.deepEqual(bodies[id], bodyOf(id, PLAIN));
  }
});

test("several pictures are asked for where one request can have several", () => {
  assert.equal(bodyOf("openai", SEVERAL).n, 3);
  assert.equal(bodyOf("oxen", SEVERAL).n, 3);
  assert.equal(bodyOf("fal", SEVERAL).num_images, 3);
  assert.equal(bodyOf("aimlapi", SEVERAL).num_images, 3);
  assert.equal(bodyOf("aimlapi", { ...SEVERAL, count: 8 }).n, 8);
  for (const id of ["ark", "replicate", "cloudflare", "apiframe"]) {
    assert.match(notesFor(id, SEVERAL).join(), /at most 1 picture a request/);
  }
  assert.equal(bodyOf("openai", { ...SEVERAL, count: 12 }).n, 10);
});

test("an exact size is spelled as each dialect spells it", () => {
  const bodies = every(SEVERAL);
  assert.equal(bodies.openai.size, "1280x1024");
  assert.equal(bodies.ark.size, "1280x1024");
  assert.equal(bodies.oxen.size, "1280x1024");
  assert.equal(bodies.oxen.aspect_ratio, undefined);
  assert.equal(bodies.aimlapi.size, "1280x1024");
  assert.deepEqual(bodies.fal.image_size, { width: 1280, height: 1024 });
  assert.deepEqual(bodies.replicate.input, { prompt: "a red car", size: "custom", width: 1280, height: 1024 });
  const large = { ...SEVERAL, exact: { width: 5504, height: 3040 } };
  assert.equal(bodyOf("cloudflare", large).input.width, 4096);
  assert.match(notesFor("cloudflare", large).join(), /1024 to 4096 pixels/);
});

test("references go where each dialect wants them", () => {
  const bodies = every(REFERENCED);
  const list = [REFERENCED.references[0].url];
  assert.deepEqual(bodies.openai.image, list);
  assert.deepEqual(bodies.ark.image, list);
  assert.deepEqual(bodies.oxen.input_image, list);
  assert.deepEqual(bodies.aimlapi.image_urls, list);
  assert.deepEqual(bodies.fal.image_urls, list);
  assert.equal(bodies.fal.image_size, "auto_2K");
  assert.deepEqual(bodies.replicate.input.image_input, list);
  assert.deepEqual(bodies.cloudflare.input.image_input, list);
  assert.deepEqual(bodies.apiframe.seedreamParams.image_input, list);
  assert.match(callText("openai", "curl", REFERENCED, where), /\/v1\/images\/edits/);
  for (const id of ["openai", "ark", "aimlapi"]) assert.match(notesFor(id, REFERENCED).join(), /asks for a square/);
  const many = { ...REFERENCED, references: Array(14).fill(REFERENCED.references[0]) };
  assert.equal(bodyOf("replicate", many).input.image_input.length, 10);
  assert.match(notesFor("replicate", many).join(), /at most 10 references/);
  assert.equal(bodyOf("ark", many).image.length, 14);
});

test("everything of a full draft is sent or told", () => {
  const said = {
    openai: ["steps", "guidance"],
    ark: ["png", "steps", "guidance", "content policy"],
    replicate: ["one kind of enhancement", "steps", "guidance", "watermark"],
    fal: ["steps", "guidance", "watermark"],
    cloudflare: ["one kind of enhancement", "steps", "guidance"],
    apiframe: ["groups", "one kind of enhancement", "steps", "guidance", "watermark", "content policy"],
    aimlapi: ["groups", "enhanced prompt", "steps", "guidance"],
    oxen: ["groups", "enhanced prompt", "guidance", "content policy"],
  };
  for (const { id } of DIALECTS) {
    const notes = notesFor(id, FULL);
    assert.equal(notes.length, said[id].length, `${id}: ${notes.join(" ")}`);
    said[id].forEach((word, index) => assert.ok(notes[index].includes(word), `${id}: ${notes[index]} (${word})`));
  }
});

test("a draft is never changed", () => {
  const before = structuredClone(FULL);
  for (const { id } of DIALECTS) notesFor(id, FULL);
  assert.deepEqual(FULL, before);
});
