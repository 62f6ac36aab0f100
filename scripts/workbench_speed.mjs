// scripts/workbench_speed.mjs
//
// The measuring half of workbench_speed.py: Chromium looks at the page on a server whose gallery is full.
//
// Used by   scripts/workbench_speed.py
// Needs     $REVERIE_URL, $REVERIE_PICTURES, and what tests/workbench/browser/support.mjs needs
import { launch, openPage, place } from "../tests/workbench/browser/support.mjs";

const url = process.env.REVERIE_URL;
const pictures = Number(process.env.REVERIE_PICTURES);
const PAINTS = 9;
const LONGEST_PAINT_MS = 500;
const MOST_BYTES = 300_000;
const LONGEST_FRAME_MS = 200;

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const rounded = (ms) => `${ms.toFixed(1)} ms`;

// First contentful paint of fresh visits, nothing cached.
async function paints(browser) {
  const times = [];
  for (let visit = 0; visit < PAINTS; visit += 1) {
    const page = await openPage(browser, url);
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    await page.close();
  }
  return times.sort((a, b) => a - b);
}

// The page's own files, as they are sent.
async function weight(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bodies = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname === "/" || pathname.startsWith("/workbench/")) bodies.push(response.body());
  });
  await page.goto(url, { waitUntil: "load" });
  await page.getByRole("button", { name: /^Generate/ }).waitFor();
  const sizes = (await Promise.all(bodies)).map((body) => body.length);
  await context.close();
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

// Scrolls down by so many pixels a frame until the list holds every picture and its end is reached; on the page.
async function scroll({ wanted, step }) {
  const frames = [];
  const longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ entryTypes: ["longtask"] });
  const known = () => Number(document.querySelector("[aria-setsize]")?.getAttribute("aria-setsize") ?? 0);
  const isEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  let before = performance.now();
  let blank = 0;
  for (const end = before + 240_000; before < end; ) {
    const now = await new Promise((done) => requestAnimationFrame(done));
    frames.push(now - before);
    before = now;
    if (known() >= wanted && isEnd()) break;
    const tiles = [...document.querySelectorAll(".tile")].filter((tile) => {
      const { top, bottom } = tile.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    if (tiles.length === 0) blank += 1;
    scrollBy(0, step);
  }
  return { frames, longTasks, known: known(), blank, tiles: document.querySelectorAll(".tile").length };
}

async function measureScroll(browser, step) {
  const page = await openPage(browser, url);
  await place(page, "Gallery");
  await page.getByRole("list", { name: "Pictures made" }).waitFor();
  const { frames, longTasks, known, blank, tiles } = await page.evaluate(scroll, { wanted: pictures, step });
  await page.expectClean();
  await page.close();
  frames.sort((a, b) => a - b);
  const longest = frames.at(-1);
  console.log(`scroll ${step} px a frame: ${known} pictures, ${frames.length} frames, median ${rounded(quantile(frames, 0.5))}, ` +
    `95 % ${rounded(quantile(frames, 0.95))}, 99 % ${rounded(quantile(frames, 0.99))}, longest ${rounded(longest)}; ` +
    `${longTasks.length} tasks over 50 ms, longest ${rounded(Math.max(0, ...longTasks))}; ` +
    `${blank} frames without a tile; ${tiles} tiles in the document at the end`);
  return { longest, known };
}

const browser = await launch();
const times = await paints(browser);
console.log(`first contentful paint: median ${rounded(quantile(times, 0.5))} of ${PAINTS}, longest ${rounded(times.at(-1))}`);
const { files, bytes } = await weight(browser);
console.log(`weight: ${bytes} bytes in ${files} files`);
const scrolls = [];
for (const step of [120, 600]) scrolls.push(await measureScroll(browser, step));
await browser.close();

const isGood = quantile(times, 0.5) < LONGEST_PAINT_MS && bytes < MOST_BYTES &&
  scrolls.every(({ longest, known }) => longest < LONGEST_FRAME_MS && known >= pictures);
console.log(isGood ? "within the bounds" : "a bound is missed");
process.exitCode = isGood ? 0 : 1;
