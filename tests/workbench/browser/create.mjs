// tests/workbench/browser/create.mjs
//
// Compose, run, see the preview grow into a picture, reuse it; faults in plain words.
//
// Used by   run.mjs
import {
  ask, assert, card, choose, chooseModel, expectPictures, expectSoon, fill, generate, jobAfter, newestJob, openAdvanced, openPage, prompt,
} from "./support.mjs";

export const checks = {
  async "compose, run, preview, picture"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "mini");
    await prompt(page).fill("a fox in a forest at night");
    await choose(page, "Size", "1K");
    await choose(page, "Aspect ratio", "3:2");
    await openAdvanced(page);
    await fill(page, "Steps", 200);
    await generate(page);
    const job = card(page, "a fox in a forest at night");
    await job.getByRole("progressbar", { name: "Progress" }).waitFor();
    await job.locator("img.developing-preview").waitFor();
    await expectPictures(page, "a fox in a forest at night", 1);
    await job.getByRole("progressbar").waitFor({ state: "detached" });
    const made = await newestJob(url);
    assert.equal(made.size, "1248x832");
    assert.equal(made.parameters.steps, 200);
    await page.expectClean();
    await page.close();
  },

  async "a prompt is measured, and the words that the model does not know are named"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "mini");
    await prompt(page).fill("a red xylophone on a beach");
    await page.getByText("does not know").getByText("xylophone").waitFor();
    await page.getByText(/\d+ of \d+ tokens/).waitFor();
    await prompt(page).fill("an avocdao on a beach");
    await page.getByText("mini reads").getByText("avocdao").waitFor();
    await page.getByText("mini reads").getByText("avocado").waitFor();
    await page.expectClean();
    await page.close();
  },

  async "reuse brings back everything, the seed included, and draws the same file"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "mini");
    await prompt(page).fill("two red apples in a kitchen");
    await generate(page);
    await expectPictures(page, "two red apples in a kitchen", 1);
    const first = await newestJob(url);
    await prompt(page).fill("something else");
    await card(page, "two red apples in a kitchen").getByRole("button", { name: "Reuse" }).click();
    await expectSoon("two red apples in a kitchen", () => prompt(page).inputValue());
    await expectSoon(String(first.seed), () => page.getByRole("spinbutton", { name: "Seed" }).inputValue());
    await expectSoon(true, () => page.getByRole("checkbox", { name: "Lock seed" }).isChecked());
    await generate(page);
    const second = await jobAfter(url, first);
    const bytes = async (job) => Buffer.from(await (await fetch(job.images[0].url)).arrayBuffer());
    assert.ok((await bytes(first)).equals(await bytes(second)));
    await page.expectClean();
    await page.close();
  },

  async "an empty prompt and an impossible size are told in plain words, and nothing is sent"({ browser, url }) {
    const page = await openPage(browser, url);
    const before = (await ask(url, "/api/jobs?limit=1")).jobs[0].id;
    await prompt(page).fill("");
    await generate(page);
    await page.getByRole("alert").filter({ hasText: "Write what the picture shows" }).waitFor();
    await prompt(page).fill("a red car");
    await page.getByText("Exact pixels").click();
    await fill(page, "Width in pixels", 200);
    await generate(page);
    await page.getByRole("alert").filter({ hasText: "Too small" }).waitFor();
    assert.equal((await newestJob(url)).id, before);
    await page.expectClean();
    await page.close();
  },

  async "several jobs wait in line, and each says where it is"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "mini");
    await openAdvanced(page);
    await fill(page, "Steps", 12);
    for (const text of ["a blue boat on the sea", "a green tent in the snowy woods", "an owl at night"]) {
      await prompt(page).fill(text);
      await generate(page);
      await card(page, text).waitFor();
    }
    await card(page, "an owl at night").getByText(/Waiting, \d jobs? before it|Next in the queue/).waitFor();
    for (const text of ["a blue boat on the sea", "a green tent in the snowy woods", "an owl at night"]) {
      await expectPictures(page, text, 1);
    }
    await page.expectClean();
    await page.close();
  },
};
