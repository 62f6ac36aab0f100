// tests/workbench/quote.test.mjs
//
// What the quoting functions write is read back by the language itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import {
  formatValue, JAVASCRIPT_STYLE, JSON_STYLE, PYTHON_STYLE, quoteShell, quoteString,
} from "../../workbench/calls/quote.js";
import { HOSTILE_PROMPT } from "./drafts.mjs";

const TEXTS = [
  "", "fox", "it's", "''", "'\\''", '"', "\\", "\\'", "$(touch x)", "`id`", "$HOME", "a\nb", "a\r\nb\t", "!!", "-n", "@x",
  "~", "*", "#x", "a b", "\u202e\u2066", "\u{1f98a}", HOSTILE_PROMPT,
];

const withoutNul = (text) => text.replaceAll("\u0000", "");  // no argument of a program can hold one

test("a shell takes every quoted text as the one word it was", () => {
  for (const text of TEXTS.map(withoutNul)) {
    const word = execFileSync("bash", ["-c", `printf '%s.' ${quoteShell(text)}`], { encoding: "utf8" });
    assert.equal(word, `${text}.`);
  }
});

test("sh takes it in the same way", () => {
  for (const text of TEXTS.map(withoutNul)) {
    assert.equal(execFileSync("sh", ["-c", `printf '%s.' ${quoteShell(text)}`], { encoding: "utf8" }), `${text}.`);
  }
});

test("a plain word needs no quotes in a shell, and anything else has them", () => {
  assert.equal(quoteShell("http://127.0.0.1:8080/v1/images"), "http://127.0.0.1:8080/v1/images");
  assert.equal(quoteShell("a?b"), "'a?b'");
  assert.equal(quoteShell("~"), "'~'");
  assert.equal(quoteShell(""), "''");
});

test("JavaScript and Python read back the string that was quoted", () => {
  const list = TEXTS.map(quoteString).join(",");
  assert.deepEqual((0, eval)(`[${list}]`), TEXTS);
  const python = execFileSync("python3", ["-c", `import json; print(json.dumps([${list.replaceAll("\u0000", "")}]))`]);
  assert.deepEqual(JSON.parse(python), TEXTS);
});

test("letters that cannot be seen or turn a line around are written as escapes", () => {
  assert.equal(quoteString("a\u202eb\u2028\ufeff\u0085"), '"a\\u202eb\\u2028\\ufeff\\u0085"');
  assert.equal(quoteString("caf\u00e9 \u{1f98a}"), '"caf\u00e9 \u{1f98a}"');
});

test("a value is written in the words of each language", () => {
  const value = { "a-b": [true, 1.5], c: {}, d: [], prompt: "x" };
  assert.deepEqual(JSON.parse(formatValue(value, JSON_STYLE)), value);
  assert.equal(
    formatValue(value, PYTHON_STYLE),
    '{\n    "a-b": [\n        True,\n        1.5,\n    ],\n    "c": {},\n    "d": [],\n    "prompt": "x",\n}');
  assert.equal(
    formatValue(value, JAVASCRIPT_STYLE, "  "),
    '{\n    "a-b": [\n      true,\n      1.5,\n    ],\n    c: {},\n    d: [],\n    prompt: "x",\n  }');
});
