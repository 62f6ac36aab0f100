// event_stream.js
//
// Server-sent events out of pieces of text, however the network cut them.
//
// Used by   api.js, which reads them with fetch because EventSource cannot send a key.
// Source    WHATWG HTML, "Server-sent events", 9.2.6: lines end in LF, CR or CRLF; an empty line ends an event; lines
//           starting with a colon are comments (our heartbeats). `id` and `retry` are not used by our server.
// Proven by tests/workbench/event_stream.test.mjs

// Returns a function: give it the next piece of text, it returns the events that became complete, [{name, data}].
export function createEventParser() {
  let rest = "";
  let name = "";
  let data = [];

  const takeLine = (line, events) => {
    if (line === "") {
      if (data.length > 0) events.push({ name: name || "message", data: data.join("\n") });
      name = "";
      data = [];
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  };

  return (piece) => {
    rest += piece;
    const events = [];
    // A lone CR at the very end may be the first half of CRLF: it waits for the next piece.
    for (let end; (end = /\r\n|\n|\r(?!$)/.exec(rest)); ) {
      takeLine(rest.slice(0, end.index), events);
      rest = rest.slice(end.index + end[0].length);
    }
    return events;
  };
}
