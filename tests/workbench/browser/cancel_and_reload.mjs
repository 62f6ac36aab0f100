// tests/workbench/browser/cancel_and_reload.mjs
//
// Jobs that are stopped, and pages that are reloaded or cut off in the middle of one: nothing is lost.
//
// Used by   run.mjs
import {
  assert, card, choose, chooseModel, expectPictures, expectSoon, fill, generate, jobOver, newestJob, openAdvanced, openPage, prompt,
} from "./support.mjs";

// A job that lasts long enough to be looked at.
async function startLong(page, text, steps) {
  await chooseModel(page, "mini");
  await prompt(page).fill(text);
  await openAdvanced(page);
  await fill(page, "Steps", steps);
  await generate(page);
  await card(page, text).getByRole("progressbar", { name: "Progress" }).waitFor();
}

export const checks = {
  async "cancel stops a running job and one that waits"({ browser, url }) {
    const page = await openPage(browser, url);
    await startLong(page, "a rocket in space", 900);
    await startLong(page, "a robot in space", 900);
    await card(page, "a robot in space").getByRole("button", { name: "Cancel" }).click();
    await card(page, "a robot in space").getByText("Cancelled").waitFor();
    await card(page, "a rocket in space").getByRole("button", { name: "Cancel" }).click();
    await card(page, "a rocket in space").getByText("Cancelled").waitFor();
    assert.equal((await newestJob(url)).state, "cancelled");
    await page.expectClean();
    await page.close();
  },

  async "a reload in the middle shows the job again, and it finishes"({ browser, url }) {
    const page = await openPage(browser, url);
    await startLong(page, "a penguin on the snowy hills", 240);
    await choose(page, "Aspect ratio", "4:3");
    await page.reload();
    await expectSoon("a penguin on the snowy hills", () => prompt(page).inputValue());
    const job = card(page, "a penguin on the snowy hills");
    await job.getByRole("progressbar", { name: "Progress" }).waitFor();
    await job.locator("img.developing-preview").waitFor();
    await expectPictures(page, "a penguin on the snowy hills", 1);
    await page.expectClean();
    await page.close();
  },

  async "a connection that is lost is taken up again, with what happened meanwhile"({ browser, url }) {
    const page = await openPage(browser, url, { expected: [/net::ERR_FAILED/] });
    await startLong(page, "a lighthouse at dawn", 160);
    await page.route("**/api/jobs/events", (route) => route.abort());
    await page.reload();
    await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
    await jobOver(url, (await newestJob(url)).id);
    await page.unroute("**/api/jobs/events");
    await expectPictures(page, "a lighthouse at dawn", 1);
    await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor({ state: "detached" });
    await page.expectClean();
    await page.close();
  },

  async "a job made elsewhere appears by itself"({ browser, url }) {
    const page = await openPage(browser, url);
    await page.getByRole("region", { name: "Results" }).waitFor();
    await page.evaluate(() =>
      fetch("/v1/images/generations", { method: "POST", body: JSON.stringify({ model: "quick", prompt: "made elsewhere", size: "1K" }) }));
    await expectPictures(page, "made elsewhere", 1);
    await card(page, "made elsewhere").getByText("through openai").waitFor();
    await page.expectClean();
    await page.close();
  },
};
