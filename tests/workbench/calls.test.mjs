// tests/workbench/calls.test.mjs
//
// Every printed call is a program of its language: eight dialects, three languages, several forms, with a key and
// without. tests/end_to_end/workbench.sh also runs them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { callText, DIALECTS, LANGUAGES } from "../../workbench/calls/calls.js";
import { FULL, HOSTILE_PROMPT, PLAIN, REFERENCED, SEVERAL } from "./drafts.mjs";

const folder = mkdtempSync(join(tmpdir(), "calls-"));
after(() => rmSync(folder, { recursive: true }));

const base = "http://127.0.0.1:8080";
const DRAFTS = { PLAIN, FULL, REFERENCED, SEVERAL };

// [name, text] of every call in one language.
function* textsIn(language) {
  for (const { id } of DIALECTS) {
    for (const [name, draft] of Object.entries(DRAFTS)) {
      for (const needsKey of [false, true]) {
        yield [`${id} ${name} ${needsKey ? "with a key" : ""}`, callText(id, language, draft, { base, needsKey })];
      }
    }
  }
}

test("there are eight dialects and three languages", () => {
  assert.deepEqual(DIALECTS.map(({ id }) => id).sort(),
    ["aimlapi", "apiframe", "ark", "cloudflare", "fal", "openai", "oxen", "replicate"]);
  assert.deepEqual(LANGUAGES.map(({ id }) => id), ["curl", "python", "javascript"]);
});

test("bash reads every curl call", () => {
  for (const [name, text] of textsIn("curl")) {
    const file = join(folder, "call.sh");
    writeFileSync(file, text);
    assert.doesNotThrow(() => execFileSync("bash", ["-n", file], { stdio: "pipe" }), `${name}\n${text}`);
  }
});

test("curl sends the hostile prompt letter by letter", () => {
  // curl and jq are fakes: one prints what follows --data, the other nothing.
  const fakes = `curl() { while [ "$1" != --data ]; do shift; done; printf '%s' "$2" >&3; }; jq() { return 1; }`;
  for (const { id } of DIALECTS) {
    const text = callText(id, "curl", FULL, { base, needsKey: true });
    const sent = execFileSync("bash", ["-c", `exec 3>&1 >/dev/null\n${fakes}\n${text}\ntrue`], { encoding: "utf8" });
    assert.ok(JSON.stringify(JSON.parse(sent)).includes(JSON.stringify(HOSTILE_PROMPT)), `${id}: ${sent}`);
  }
});

test("Python reads every Python call, and sees the prompt as it is", () => {
  const texts = [...textsIn("python")];
  const check = `
import ast, json, sys
for name, text, prompt in json.load(sys.stdin):
    strings = [node.value for node in ast.walk(ast.parse(text, name)) if isinstance(node, ast.Constant)]
    assert prompt is None or prompt in strings, name
`;
  const prompts = texts.map(([name, text]) => [name, text, name.includes("FULL") ? HOSTILE_PROMPT : null]);
  execFileSync("python3", ["-c", check], { input: JSON.stringify(prompts), stdio: ["pipe", "pipe", "pipe"] });
});

test("Node.js reads every JavaScript call", () => {
  let all = "";
  for (const [, text] of textsIn("javascript")) {
    // One program of many blocks: top-level await is one, and each has names of its own.
    all += `{\n${text}}\n`;
  }
  const file = join(folder, "calls.mjs");
  writeFileSync(file, all);
  execFileSync(process.execPath, ["--check", file], { stdio: "pipe" });
});

test("JavaScript sends the hostile prompt letter by letter", async () => {
  for (const { id } of DIALECTS) {
    const text = callText(id, "javascript", FULL, { base, needsKey: false });
    const bodies = [];
    const stop = new Error("sent");
    const fakeFetch = async (address, { body }) => {
      bodies.push(body);
      throw stop;
    };
    const run = new Function("fetch", `return (async () => {\n${text}\n})();`);
    await assert.rejects(run(fakeFetch), stop);
    assert.ok(bodies[0].includes(JSON.stringify(HOSTILE_PROMPT)), id);
  }
});

test("the key is read from the environment, in the header that the dialect wants", () => {
  const headers = { apiframe: /X-API-Key/, fal: /Authorization"?: .?.?Key / };
  for (const { id } of DIALECTS) {
    for (const language of LANGUAGES) {
      const text = callText(id, language.id, PLAIN, { base, needsKey: true });
      assert.match(text, /REVERIE_KEY/, id);
      assert.match(text, headers[id] ?? /Authorization"?: .?.?Bearer /, id);
      assert.doesNotMatch(callText(id, language.id, PLAIN, { base, needsKey: false }), /REVERIE_KEY|Authorization/, id);
    }
  }
});

test("a model's name may hold what a path may not", () => {
  const draft = { ...PLAIN, model: "owner/re po?x" };
  assert.match(callText("fal", "curl", draft, { base, needsKey: false }), /\/fal\/owner\/re%20po%3Fx/);
  assert.match(callText("replicate", "python", draft, { base, needsKey: false }), /models\/owner\/re%20po%3Fx\/predictions/);
});
