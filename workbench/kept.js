// kept.js
//
// What the browser keeps for us between two visits: the draft, the theme, small habits. Values are JSON.
//
// Used by   compose/draft.js, keys/session.js, frame/theme_toggle.js, app.js
// Traps     Storage may be switched off, full, or hold what an older page wrote. Reading then gives the fallback, and
//           writing is given up with one warning: the page works without a memory.

const PREFIX = "reverie.";
let isWarned = false;

function warnOnce(problem) {
  if (isWarned) return;
  isWarned = true;
  console.warn("workbench: this browser keeps nothing between visits:", problem.message);
}

export function readKept(name, fallback = null, storage = "localStorage") {
  try {
    const text = globalThis[storage].getItem(PREFIX + name);
    return text === null ? fallback : JSON.parse(text);
  } catch (problem) {
    warnOnce(problem);
    return fallback;
  }
}

// `null` forgets the value.
export function keep(name, value, storage = "localStorage") {
  try {
    if (value === null) globalThis[storage].removeItem(PREFIX + name);
    else globalThis[storage].setItem(PREFIX + name, JSON.stringify(value));
  } catch (problem) {
    warnOnce(problem);
  }
}
