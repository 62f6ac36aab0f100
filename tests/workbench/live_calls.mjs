// tests/workbench/live_calls.mjs
//
// Executes what the workbench prints against a real server: for text alone eight dialects in three languages; for a
// reference, for several pictures, for a group and with the shipped model each dialect in one language, in turn. One
// `ok` line for each dialect and form.
//
// Used by   tests/end_to_end/workbench.sh
// Needs     $REVERIE_URL, and $REVERIE_KEY if it asks for one; a model `quick` that takes references
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { callText, DIALECTS, LANGUAGES, notesFor } from "../../workbench/calls/calls.js";
import { HOSTILE_PROMPT, PLAIN } from "./drafts.mjs";
import { expectPictures, runPrinted } from "./printed.mjs";

const base = process.env.REVERIE_URL;
const key = process.env.REVERIE_KEY ?? null;
const picture = readFileSync(new URL("../golden/klein_tiny_references/rings_64x64.png", import.meta.url));

async function upload() {
  const form = new FormData();
  form.append("file", new Blob([picture], { type: "image/png" }), "rings.png");
  const headers = key === null ? {} : { Authorization: `Bearer ${key}` };
  const reply = await fetch(`${base}/api/uploads`, { method: "POST", headers, body: form });
  assert.equal(reply.status, 201);
  return reply.json();
}

const kept = await upload();
const groupPrompt = "A character sheet of a robot: front view, side view, and back view";
// U+0000 is no letter of a prompt: the server says so.
const prompt = HOSTILE_PROMPT.replaceAll("\u0000", "");
const plain = { ...PLAIN, model: "quick" };

// [what it is, the draft, pictures where the dialect can say so]
const FORMS = [
  ["text", { ...plain, prompt }, 1],
  ["text with the shipped model", { ...PLAIN, seed: 7 }, 1],
  ["a reference", { ...plain, aspect_ratio: "match_input_image", references: [{ id: kept.id, url: kept.url, name: "rings" }] }, 1],
  ["several, exact, PNG", { ...plain, mode: "count", count: 2, exact: { width: 1152, height: 1024 }, format: "png", seed: 3 }, 2],
  ["a group", { ...plain, prompt: groupPrompt, mode: "group", group_max: 3, aspect_ratio: "16:9" }, 3],
];

for (const [turn, dialect] of DIALECTS.entries()) {
  for (const [index, [name, draft, most]] of FORMS.entries()) {
    const notes = notesFor(dialect.id, draft).join(" ");
    const count = /at most 1 picture|has no groups/.test(notes) ? 1 : most;
    const format = /files are JPEG/.test(notes) ? "jpeg" : draft.format;
    const languages = index === 0 ? LANGUAGES : [LANGUAGES[(turn + index) % LANGUAGES.length]];
    for (const language of languages) {
      const text = callText(dialect.id, language.id, draft, { base, needsKey: key !== null });
      await expectPictures(await runPrinted(language.id, text, key), count, format);
    }
    console.log(`ok ${dialect.label}: ${name}, ${languages.map(({ label }) => label).join(", ")}`);
  }
}
