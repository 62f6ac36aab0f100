// state.js
//
// The page's memory: small observable values, and the hook that redraws a component when its part of one changes.
//
// Used by   every region; each region owns its own store and exports plain functions that change it.
// Traps     A value is replaced, never mutated: comparison is by identity. A selector must return something that is
//           the same while nothing changed (a field, not a fresh object), or it redraws on every change.
// Proven by tests/workbench/state.test.mjs
import { useLayoutEffect, useState } from "./vendor/preact_htm.js";

// An observable value. `update` merges fields into an object value.
export function createStore(initial) {
  let value = initial;
  const listeners = new Set();
  const store = {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener(value);
    },
    update(fields) {
      store.set({ ...value, ...fields });
    },
    // Calls `listener(value)` on every change; returns the function that ends it.
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return store;
}

const whole = (value) => value;

// The selected part of a store, inside a component.
export function useStore(store, select = whole) {
  const [, redraw] = useState(0);
  const selected = select(store.get());
  useLayoutEffect(() => {
    let shown = select(store.get());
    if (!Object.is(shown, selected)) redraw((n) => n + 1);
    return store.subscribe((value) => {
      const next = select(value);
      if (Object.is(next, shown)) return;
      shown = next;
      redraw((n) => n + 1);
    });
  }, [store]);
  return selected;
}
