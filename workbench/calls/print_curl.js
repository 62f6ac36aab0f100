// workbench/calls/print_curl.js
//
// An exchange as commands for bash and zsh. The addresses are picked out of the answer by jq; an answer without
// them is an error and is shown whole.
//
// Used by   calls.js
// Trap      The body is in single quotes, not in a here-document: bash 3.2, which macOS has, misreads those
//           inside $(...).
// Proven by tests/workbench/calls.test.mjs
import { formatValue, JSON_STYLE, quoteShell } from "./quote.js";

const CURL = "curl --silent --show-error";

// Below double quotes, so that the shell puts the key in.
const keyHeader = ({ header, before }) => `--header "${header}: ${before}$REVERIE_KEY"`;

const jqPath = (names) => names.map((name) => `.${name}`).join("");

function postCommand({ base, path, headers = {}, key, body }) {
  const lines = [`${CURL} ${quoteShell(base + path)}`];
  if (key) lines.push(keyHeader(key));
  for (const [name, value] of Object.entries({ "Content-Type": "application/json", ...headers })) {
    lines.push(`--header ${quoteShell(`${name}: ${value}`)}`);
  }
  lines.push(`--data ${quoteShell(formatValue(body, JSON_STYLE, "  "))}`);
  return lines.join(" \\\n  ");
}

const picturesFilter = ({ list, field }) => `'${jqPath(list)}[]?${field ? `.${field}` : ""} // .'`;

function jobAddressFilter({ base, poll }) {
  return poll.address ? jqPath(poll.address) : quoteShell(`${JSON.stringify(base + poll.below)} + ${jqPath(poll.id)}`);
}

function polled(exchange) {
  const { key, poll, pictures } = exchange;
  const pending = poll.pending.map((state) => JSON.stringify(state)).join(", ");
  return `answer=$(${postCommand(exchange)})
job=$(jq --raw-output ${jobAddressFilter(exchange)} <<<"$answer")
while jq --exit-status '.status | IN(${pending})' <<<"$answer" >/dev/null; do
  sleep 2
  answer=$(${CURL} "$job"${key ? ` ${keyHeader(key)}` : ""})
done
jq --raw-output ${picturesFilter(pictures)} <<<"$answer"
`;
}

export function printCurl(exchange) {
  if (exchange.poll) return polled(exchange);
  return `${postCommand(exchange)} |\n  jq --raw-output ${picturesFilter(exchange.pictures)}\n`;
}
