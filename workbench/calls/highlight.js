// workbench/calls/highlight.js
//
// A light colouring of the printed calls: strings, numbers, options and words of the language. It knows just as much
// of each language as print_*.js writes.
//
// Used by   call_panel.js
// Trap      The pieces put together are the text again, letter by letter: what is shown is what is copied.
// Proven by tests/workbench/highlight.test.mjs

const WORDS = {
  curl: ["curl", "jq", "while", "do", "done", "sleep"],
  python: ["import", "if", "not", "raise", "for", "in", "while", "print", "True", "False"],
  javascript: ["const", "let", "await", "if", "throw", "new", "for", "of", "while", "true", "false"],
};

// In the order they are tried. Each begins where it matches (the flag y).
const RULES = {
  curl: [["string", /\\'|'[^']*'|"(?:[^"\\]|\\.)*"/y], ["option", /--[a-z-]+/y]],
  python: [["string", /"(?:[^"\\]|\\.)*"/y], ["number", /\b\d+(?:\.\d+)?\b/y]],
  javascript: [["string", /"(?:[^"\\]|\\.)*"|`[^`]*`/y], ["number", /\b\d+(?:\.\d+)?\b/y]],
};
const WORD = /[A-Za-z_$][\w$]*/y;
const OTHER = /\s+|[^\s]/y;

function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function pieceAt(language, text, at) {
  for (const [kind, pattern] of RULES[language]) {
    const found = matchAt(pattern, text, at);
    if (found) return { kind, text: found };
  }
  const word = matchAt(WORD, text, at);
  if (word) return { kind: WORDS[language].includes(word) ? "word" : null, text: word };
  return { kind: null, text: matchAt(OTHER, text, at) };
}

// [{kind: "string"|"number"|"option"|"word"|null, text}], neighbours of one kind put together.
export function highlight(language, text) {
  const pieces = [];
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(language, text, at);
    at += piece.text.length;
    const last = pieces.at(-1);
    if (last && last.kind === piece.kind) last.text += piece.text;
    else pieces.push(piece);
  }
  return pieces;
}
