// tests/workbench/browser/run.mjs [THEME...]
//
// Runs the browser tests, theme by theme, against the servers named in the environment. Each theme is a file beside
// this one that exports `checks`: {name: async ({browser, url, keyedUrl, key, artefacts}) => {}}. The first that fails
// ends the run, with pictures of all open pages among the artefacts.
//
// Used by   tests/end_to_end/workbench.sh
// Needs     what support.mjs needs; $REVERIE_URL, $REVERIE_KEYED_URL with its $REVERIE_ADMIN_KEY, $REVERIE_ARTEFACTS
import { join } from "node:path";

import { launch } from "./support.mjs";

const THEMES = [
  "first_visit", "create", "references", "group", "cancel_and_reload", "gallery", "calls", "sign_in", "security",
  "accessibility",
];

const wanted = process.argv.slice(2);
const browser = await launch();
const world = {
  browser,
  url: process.env.REVERIE_URL,
  keyedUrl: process.env.REVERIE_KEYED_URL,
  key: process.env.REVERIE_ADMIN_KEY,
  artefacts: process.env.REVERIE_ARTEFACTS,
};

const LONGEST_MS = 400_000;

// The check, given up after a time: what hangs must not hang the tests.
function inTime(check) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`not over after ${LONGEST_MS / 1000} s`)), LONGEST_MS);
  });
  return Promise.race([check(world), late]).finally(() => clearTimeout(timer));
}

async function keepPictures(name) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: join(world.artefacts, `failed-${name.replace(/\W+/g, "-")}-${index}.png`) });
  }
}

let failed = false;
for (const theme of wanted.length > 0 ? wanted : THEMES) {
  const { checks } = await import(`./${theme}.mjs`);
  for (const [name, check] of Object.entries(checks)) {
    const started = Date.now();
    try {
      await inTime(check);
      console.log(`ok ${theme}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      console.log(`FAILED ${theme}: ${name}`);
      console.log(error);
      await keepPictures(`${theme} ${name}`);
      failed = true;
      break;
    }
  }
  if (failed) break;
}
await browser.close();
process.exitCode = failed ? 1 : 0;
