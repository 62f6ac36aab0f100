// tests/workbench/printed.mjs
//
// Runs a printed call as a person would: saved to a file, started by its language's own program.
//
// Used by   live_calls.mjs, browser/calls.mjs
// Needs     bash with curl and jq, node, and $REVERIE_PYTHON, a Python that has `requests` (python3 when unset)
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PROGRAMS = {
  curl: ["bash", "call.sh"],
  python: [process.env.REVERIE_PYTHON ?? "python3", "call.py"],
  javascript: [process.execPath, "call.mjs"],
};
const LONGEST_MS = 120_000;

// The lines it prints. `key` is what REVERIE_KEY holds, or null for a shell without it.
export async function runPrinted(language, text, key = null) {
  const [program, name] = PROGRAMS[language];
  const folder = await mkdtemp(join(tmpdir(), "printed-"));
  const env = { ...process.env };
  delete env.REVERIE_KEY;
  if (key !== null) env.REVERIE_KEY = key;
  try {
    await writeFile(join(folder, name), text);
    const { stdout } = await promisify(execFile)(program, [name], { cwd: folder, env, timeout: LONGEST_MS });
    return stdout.split("\n").filter((line) => line !== "");
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout ?? ""}${error.stderr ?? ""}\n${text}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const STARTS = { jpeg: "ffd8ff", png: "89504e47", webp: "52494646" };

// Each line must be the address of a picture in this format, readable without a key.
export async function expectPictures(lines, count, format = "jpeg") {
  assert.equal(lines.length, count, lines.join("\n"));
  for (const line of lines) {
    const reply = await fetch(line);
    assert.equal(reply.status, 200, line);
    const bytes = Buffer.from(await reply.arrayBuffer());
    assert.ok(bytes.toString("hex").startsWith(STARTS[format]), `${line} is no ${format}`);
  }
}
