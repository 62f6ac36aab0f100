// tests/workbench/state.test.mjs: the store of the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../workbench/state.js";

test("a change is told to every listener, with the new value", () => {
  const store = createStore({ a: 1, b: 2 });
  const heard = [];
  store.subscribe((value) => heard.push(value.a));
  store.subscribe((value) => heard.push(value.b));
  store.update({ a: 3 });
  assert.deepEqual(heard, [3, 2]);
  assert.deepEqual(store.get(), { a: 3, b: 2 });
});

test("setting the same value again tells nobody", () => {
  const value = {};
  const store = createStore(value);
  let told = 0;
  store.subscribe(() => (told += 1));
  store.set(value);
  assert.equal(told, 0);
});

test("a listener that went away hears nothing, even if it leaves while others are told", () => {
  const store = createStore(0);
  const heard = [];
  const leave = store.subscribe(() => {
    heard.push("first");
    leave();
  });
  store.subscribe(() => heard.push("second"));
  store.set(1);
  store.set(2);
  assert.deepEqual(heard, ["first", "second", "second"]);
});
