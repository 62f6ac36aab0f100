// tests/workbench/browser/first_visit.mjs
//
// What a person meets first: how much is loaded, and the page before the first picture.
//
// Used by   run.mjs, before anything was drawn
import { assert, expectPictures, expectSoon, openPage, prompt } from "./support.mjs";

const MOST_BYTES = 300_000;
const EXAMPLE = "a red car next to an avocado on a beach at sunset";

export const checks = {
  async "the first visit weighs less than 300 KB"({ browser, url }) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const sizes = [];
    page.on("response", (response) => {
      if (response.headers()["content-type"]?.startsWith("text/event-stream")) return;  // endless
      sizes.push(response.body().then((body) => [body.length, new URL(response.url()).pathname], () => [0, response.url()]));
    });
    await page.goto(url);
    await page.getByRole("button", { name: /^Generate/ }).waitFor();
    await page.waitForTimeout(1000);
    const all = (await Promise.all(sizes)).sort((a, b) => b[0] - a[0]);
    const total = all.reduce((sum, [bytes]) => sum + bytes, 0);
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    console.log(`   ${total} bytes in ${all.length} responses, largest ${all[0].join(" ")}; first contentful paint after ${Math.round(paint)} ms`);
    assert.ok(total < MOST_BYTES, JSON.stringify(all));
    await context.close();
  },

  async "the first page invites: one click on an example draws it"({ browser, url }) {
    const page = await openPage(browser, url);
    await page.getByRole("button", { name: EXAMPLE }).click();
    await expectPictures(page, EXAMPLE, 1);
    await expectSoon(EXAMPLE, () => prompt(page).inputValue());
    await page.expectClean();
    await page.close();
  },
};
