// tests/workbench/browser/support.mjs
//
// What the browser tests share: Chromium, pages that are watched for everything a healthy page never does, the parts of
// the workbench by their accessible names, and jobs made behind the page's back.
//
// Used by   *.mjs beside it, which run.mjs runs; scripts/workbench_speed.mjs
// Needs     $REVERIE_NODE_MODULES, where playwright-core and axe-core are installed; Chromium in $REVERIE_CHROMIUM,
//           else /usr/bin/chromium
// Trap      playwright-core 1.60 is the last line that runs on Node.js 18, which Debian 12 has.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

const require = createRequire(join(process.env.REVERIE_NODE_MODULES, "/"));
const { chromium } = require("playwright-core");

export { assert };
export const axePath = require.resolve("axe-core/axe.min.js");
export const rings = fileURLToPath(new URL("../../golden/klein_tiny_references/rings_64x64.png", import.meta.url));

// The rule-based planner makes three pictures of it.
export const groupPrompt = "A character sheet of a robot: front view, side view, and back view";

export const launch = () =>
  chromium.launch({
    executablePath: process.env.REVERIE_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });

const USUAL_MS = 20_000; // of what should be there at once, on a machine that is busy with other tests
const LONGEST_MS = 180_000; // of what waits for drawing

// Writes down, on the page itself, what the policy stops.
function watchPolicy() {
  window.policyBreaks = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.policyBreaks.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`));
}

// A page at `url` whose faults are kept; expectClean() tells them.
//   expected   patterns of console messages that this test provokes
export async function openPage(browser, url, { expected = [], ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(USUAL_MS);
  await context.addInitScript(watchPolicy);
  const page = await context.newPage();
  const faults = [];
  const origin = new URL(url).origin;
  page.on("console", (message) => {
    const text = message.text();
    const isFault = ["error", "warning"].includes(message.type()) && !expected.some((pattern) => pattern.test(text));
    if (isFault) faults.push(`console ${message.type()}: ${text} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(`page error: ${error.stack}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    const isOurs = asked.origin === origin || asked.protocol === "data:" || asked.protocol === "blob:";
    if (!isOurs) faults.push(`request to another origin: ${request.url()}`);
  });
  page.expectClean = async () => {
    const breaks = await page.evaluate(() => window.policyBreaks);
    assert.deepEqual([...faults, ...breaks.map((one) => `policy: ${one}`)], []);
  };
  page.close = ((close) => async () => {
    await close();
    await context.close();
  })(page.close.bind(page));
  await page.goto(url);
  return page;
}

// --- the form ---

export const prompt = (page) => page.getByRole("textbox", { name: "Prompt" });
export const generate = (page) => page.getByRole("button", { name: /^Generate/ }).click();
export const place = (page, name) => page.getByRole("navigation", { name: "Places" }).getByRole("link", { name }).click();
export const choose = (page, group, option) =>
  page.getByRole("radiogroup", { name: group }).getByRole("radio", { name: option, exact: true }).check();
export const chooseModel = (page, name) => page.getByRole("combobox", { name: "Model" }).selectOption(name);
export const fill = (page, name, value) => page.getByRole("spinbutton", { name }).fill(String(value));

export async function openAdvanced(page) {
  const advanced = page.locator("details.advanced");
  if (!(await advanced.evaluate((element) => element.open))) await advanced.locator("summary").click();
}

// --- the results ---

export const card = (page, text) => page.getByRole("article", { name: `Job: ${text}`, exact: true }).first();
export const pictures = (page, text) => card(page, text).locator("img.developing-final");

// Waits until a card has so many finished pictures, and the browser has decoded them.
export async function expectPictures(page, text, count) {
  await pictures(page, text).nth(count - 1).waitFor({ timeout: LONGEST_MS });
  await page.waitForFunction(
    ([label, most]) => {
      const found = [...document.querySelectorAll("article")].find((one) => one.getAttribute("aria-label") === label);
      const images = [...(found?.querySelectorAll("img.developing-final") ?? [])];
      return images.length === most && images.every((image) => image.complete && image.naturalWidth > 0);
    },
    [`Job: ${text}`, count], { timeout: LONGEST_MS });
}

// --- the server, as another program would use it ---

// A reply of the API as JSON; a POST if there is a body.
export async function ask(url, path, body) {
  const reply = await fetch(url + path, body && { method: "POST", body: JSON.stringify(body) });
  const answer = await reply.json();
  assert.ok(reply.ok, JSON.stringify(answer));
  return answer;
}

// Asks until the answer is the expected one: a page shows what a click did a moment after the click.
export async function expectSoon(expected, question) {
  let answer = await question();
  for (const end = Date.now() + USUAL_MS; !isDeepStrictEqual(answer, expected) && Date.now() < end; ) {
    await new Promise((done) => setTimeout(done, 50));
    answer = await question();
  }
  assert.deepEqual(answer, expected);
}

// Asks until the answer is something.
export async function eventually(what, question) {
  for (const end = Date.now() + LONGEST_MS; Date.now() < end; ) {
    const answer = await question();
    if (answer) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`did not happen: ${what}`);
}

export const jobOver = (url, id) =>
  eventually(`the end of job ${id}`, async () => {
    const job = await ask(url, `/api/jobs/${id}`);
    return ["queued", "running"].includes(job.state) ? null : job;
  });

export const newestJob = async (url) => (await ask(url, "/api/jobs?limit=1")).jobs[0];

// The job that was begun after `known` and is over, as the newest.
export const jobAfter = (url, known) =>
  eventually("another job", async () => {
    const job = await newestJob(url);
    return job.id !== known.id && job.state === "succeeded" ? job : null;
  });
