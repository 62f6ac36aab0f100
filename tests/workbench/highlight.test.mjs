// tests/workbench/highlight.test.mjs
//
// Colours change no letter of a printed call.
import assert from "node:assert/strict";
import { test } from "node:test";

import { callText, DIALECTS, LANGUAGES } from "../../workbench/calls/calls.js";
import { highlight } from "../../workbench/calls/highlight.js";
import { FULL, PLAIN } from "./drafts.mjs";

const where = { base: "http://127.0.0.1:8080", needsKey: true };

test("the pieces put together are the text", () => {
  for (const { id } of DIALECTS) {
    for (const language of LANGUAGES) {
      const text = callText(id, language.id, FULL, where);
      assert.equal(highlight(language.id, text).map((piece) => piece.text).join(""), text);
    }
  }
});

test("strings and words of the language are told apart", () => {
  const kinds = (language) =>
    Object.fromEntries(highlight(language, callText("replicate", language, PLAIN, where)).map((piece) => [piece.text, piece.kind]));
  assert.equal(kinds("python")["import"], "word");
  assert.equal(kinds("python")['"a red car"'], "string");
  assert.equal(kinds("javascript")["2000"], "number");
  assert.equal(kinds("javascript")["await"], "word");
  assert.equal(kinds("curl")["--silent"], "option");
});

test("an apostrophe within a shell's string does not end its colour", () => {
  const text = callText("openai", "curl", { ...PLAIN, prompt: "it's a fox" }, where);
  const body = highlight("curl", text).find((piece) => piece.text.includes("it'\\''s a fox"));
  assert.equal(body.kind, "string");
});

test("a text that never closes its string is shown all the same", () => {
  assert.deepEqual(highlight("python", 'x = "a').map((piece) => piece.text).join(""), 'x = "a');
});
