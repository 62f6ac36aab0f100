// workbench/calls/print_javascript.js
//
// An exchange as a JavaScript module with top-level await: Node.js 18 and newer (save it as .mjs), Deno, Bun, and
// without a key a browser's console. An answer that is an error ends it with the server's words.
//
// Used by   calls.js
// Proven by tests/workbench/calls.test.mjs
import { formatValue, JAVASCRIPT_STYLE, quoteString } from "./quote.js";

const at = (names) => `answer${names.map((name) => `.${name}`).join("")}`;

function headerLines({ headers = {}, key }) {
  const fixed = { "Content-Type": "application/json", ...headers };
  const lines = Object.entries(fixed).map(
    ([name, value]) => `  ${JAVASCRIPT_STYLE.name(name)}: ${quoteString(value)},\n`);
  if (key) {
    const secret = key.before ? `\`${key.before}\${process.env.REVERIE_KEY}\`` : "process.env.REVERIE_KEY";
    lines.unshift(`  ${JAVASCRIPT_STYLE.name(key.header)}: ${secret},\n`);
  }
  return lines.join("");
}

function pollLines({ base, poll }) {
  if (!poll) return "";
  const address = poll.address ? at(poll.address) : `${quoteString(base + poll.below)} + ${at(poll.id)}`;
  return `
const job = ${address};
while ([${poll.pending.map(quoteString).join(", ")}].includes(answer.status)) {
  await new Promise((done) => setTimeout(done, 2000));
  answer = await (await fetch(job, { headers })).json();
}
if (answer.status !== ${quoteString(poll.done)}) throw new Error(answer.error);
`;
}

export function printJavascript(exchange) {
  const { base, path, body, poll, pictures } = exchange;
  return `const headers = {
${headerLines(exchange)}};
const reply = await fetch(${quoteString(base + path)}, {
  method: "POST",
  headers,
  body: JSON.stringify(${formatValue(body, JAVASCRIPT_STYLE, "  ")}),
});
if (!reply.ok) throw new Error(await reply.text());
${poll ? "let" : "const"} answer = await reply.json();
${pollLines(exchange)}
for (const picture of ${at(pictures.list)}) {
  console.log(${pictures.field ? `picture.${pictures.field} ?? picture` : "picture"});
}
`;
}
