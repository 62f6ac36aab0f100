// workbench/calls/print_python.js
//
// An exchange as a Python script, with the package `requests`. An answer that is an error ends it with the
// server's words.
//
// Used by   calls.js
// Proven by tests/workbench/calls.test.mjs
import { formatValue, PYTHON_STYLE, quoteString } from "./quote.js";

const at = (names) => `answer${names.map((name) => `[${quoteString(name)}]`).join("")}`;

function headerLines({ headers = {}, key }) {
  const lines = Object.entries(headers).map(([name, value]) => `${quoteString(name)}: ${quoteString(value)}`);
  if (key) {
    const secret = 'os.environ["REVERIE_KEY"]';
    lines.unshift(`${quoteString(key.header)}: ${key.before ? `${quoteString(key.before)} + ` : ""}${secret}`);
  }
  return lines;
}

function pollLines({ base, poll }, hasHeaders) {
  if (!poll) return "";
  const address = poll.address ? at(poll.address) : `${quoteString(base + poll.below)} + ${at(poll.id)}`;
  return `
job = ${address}
while answer["status"] in (${poll.pending.map(quoteString).join(", ")}):
    time.sleep(2)
    answer = requests.get(job${hasHeaders ? ", headers=headers" : ""}).json()
if answer["status"] != ${quoteString(poll.done)}:
    raise SystemExit(answer["error"])
`;
}

export function printPython(exchange) {
  const { base, path, key, body, poll, pictures } = exchange;
  const imports = [key && "import os\n", poll && "import time\n"].filter(Boolean).join("");
  const headers = headerLines(exchange);
  const hasHeaders = headers.length > 0;
  return `${imports}${imports && "\n"}import requests

${hasHeaders ? `headers = {${headers.join(", ")}}\n` : ""}reply = requests.post(
    ${quoteString(base + path)},
${hasHeaders ? "    headers=headers,\n" : ""}    json=${formatValue(body, PYTHON_STYLE, "    ")},
)
if not reply.ok:
    raise SystemExit(reply.text)
answer = reply.json()
${pollLines(exchange, hasHeaders)}
for picture in ${at(pictures.list)}:
    print(${pictures.field ? `picture.get(${quoteString(pictures.field)}, picture)` : "picture"})
`;
}
