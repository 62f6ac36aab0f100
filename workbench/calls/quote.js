// workbench/calls/quote.js
//
// Text and values as source code: JSON, Python and JavaScript literals, and words of a POSIX shell.
//
// Used by   print_curl.js, print_python.js, print_javascript.js
// Trap      What is copied must do what is seen. Letters that change the order of a line or do not show at all
//           (bidirectional controls, the byte order mark, C1) are escaped, although all three languages would take
//           them as they are. "\u202e" means the same in each of them.
// Proven by tests/workbench/quote.test.mjs

const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

const escaped = (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0");

// A string in double quotes. JSON's escapes are JavaScript's and Python's too.
export const quoteString = (text) => JSON.stringify(text).replace(UNSEEN, escaped);

// One word of a shell. Within single quotes nothing but the single quote has a meaning.
export const quoteShell = (text) =>
  /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";

// How a language writes what JSON has.
export const JSON_STYLE = { indent: "  ", comma: "", name: quoteString, words: { true: "true", false: "false" } };
export const PYTHON_STYLE = { indent: "    ", comma: ",", name: quoteString, words: { true: "True", false: "False" } };
export const JAVASCRIPT_STYLE = {
  indent: "  ",
  comma: ",",
  name: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoteString(name)),
  words: { true: "true", false: "false" },
};

// A value of strings, finite numbers, booleans, lists and objects (no null: an absent field is left out).
//   margin   what the lines after the first begin with
export function formatValue(value, style, margin = "") {
  if (typeof value === "string") return quoteString(value);
  if (typeof value !== "object") return style.words[value] ?? String(value);
  const isList = Array.isArray(value);
  const inner = margin + style.indent;
  const items = isList
    ? value.map((item) => formatValue(item, style, inner))
    : Object.entries(value).map(([name, item]) => style.name(name) + ": " + formatValue(item, style, inner));
  const [open, close] = isList ? "[]" : "{}";
  if (items.length === 0) return open + close;
  return `${open}\n${items.map((item) => inner + item).join(",\n")}${style.comma}\n${margin}${close}`;
}
