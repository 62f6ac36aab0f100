// tests/workbench/event_stream.test.mjs: server-sent events out of a torn stream.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventParser } from "../../workbench/event_stream.js";

const STREAM = ': hello\n\nevent: job\ndata: {"id":"a"}\n\nevent: preview\ndata: one\ndata: two\n\ndata: plain\n\n';
const EVENTS = [
  { name: "job", data: '{"id":"a"}' },
  { name: "preview", data: "one\ntwo" },
  { name: "message", data: "plain" },
];

test("a whole stream gives its events and no comments", () => {
  assert.deepEqual(createEventParser()(STREAM), EVENTS);
});

test("the same events come out wherever the network cuts", () => {
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    const parse = createEventParser();
    assert.deepEqual([...parse(STREAM.slice(0, cut)), ...parse(STREAM.slice(cut))], EVENTS, `cut at ${cut}`);
  }
});

test("letter by letter, and with each kind of line end", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const parse = createEventParser();
    const text = `${STREAM.replaceAll("\n", end)}x`; // a lone CR at the very end waits for what follows
    assert.deepEqual([...text].flatMap((letter) => parse(letter)), EVENTS, JSON.stringify(end));
  }
});

test("an event without data is none, and its name does not stick to the next", () => {
  assert.deepEqual(createEventParser()("event: ghost\n\ndata: x\n\n"), [{ name: "message", data: "x" }]);
});

test("only one space after the colon belongs to the format", () => {
  assert.deepEqual(createEventParser()("data:  x\ndata:y\n\n"), [{ name: "message", data: " x\ny" }]);
});
