// tests/end_to_end/clients/checks.mjs
//
// What the JavaScript clients share: checks by name, a look into picture files, a receiver of webhooks.
//
// Used by   *.mjs beside it, which tests/end_to_end/clients.sh runs
// Needs     $REVERIE_URL, $REVERIE_KEY; $REVERIE_PICTURE, a PNG of 64x64
import assert from "node:assert/strict";
import { File } from "node:buffer";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

globalThis.File ??= File;  // Debian 12's Node 18 has it, but not as a global; npm `openai` asks for that

export { assert };
export const url = process.env.REVERIE_URL;
export const key = process.env.REVERIE_KEY;
export const picture = readFileSync(process.env.REVERIE_PICTURE);
export const pictureUri = `data:image/png;base64,${picture.toString("base64")}`;

// The rule-based planner makes three pictures of it.
export const groupPrompt = "A character sheet of a robot: front view, side view, and back view";

// The first check that fails ends the client.
export async function check(name, body) {
  try {
    await body();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}`);
    console.log(error);
    process.exit(1);
  }
}

// "jpeg 2048x2048", from the file's own bytes.
export function kindOf(bytes) {
  const data = Buffer.from(bytes);
  if (data.toString("latin1", 1, 4) === "PNG") return `png ${data.readUInt32BE(16)}x${data.readUInt32BE(20)}`;
  assert.equal(data.toString("hex", 0, 3), "ffd8ff", "neither JPEG nor PNG");
  for (let at = 2; at + 9 < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    const isFrame = data[at + 1] >= 0xc0 && data[at + 1] <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(data[at + 1]);
    if (isFrame) return `jpeg ${data.readUInt16BE(at + 7)}x${data.readUInt16BE(at + 5)}`;
  }
  throw new Error("a JPEG without a frame");
}

// Loads a picture without a key, as a browser would.
export async function kindAt(address) {
  const response = await fetch(address);
  assert.equal(response.status, 200, address);
  const kind = kindOf(await response.arrayBuffer());
  if (!address.startsWith("data:")) assert.equal(response.headers.get("content-type"), `image/${kind.split(" ")[0]}`);
  return kind;
}

// Runs `body` until it answers something; at most 60 s.
export async function eventually(body) {
  const end = Date.now() + 60_000;
  for (;;) {
    const answer = await body();
    if (answer) return answer;
    assert.ok(Date.now() < end, "nothing came in 60 s");
    await new Promise((done) => setTimeout(done, 200));
  }
}

// A server on loopback: GET is answered with the picture, and POSTs are kept for next().
export async function receiver() {
  const posts = [];
  const server = createServer(async (request, response) => {
    if (request.method === "GET") {
      response.setHeader("content-type", "image/png").end(picture);
      return;
    }
    const parts = [];
    for await (const part of request) parts.push(part);
    posts.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
    response.end();
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}/here`,
    next: () => eventually(() => posts.shift()),
    close: () => server.close(),
  };
}
