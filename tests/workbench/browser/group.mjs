// tests/workbench/browser/group.mjs
//
// Groups and several pictures: they arrive one by one.
//
// Used by   run.mjs
import {
  assert, choose, chooseModel, expectPictures, fill, generate, groupPrompt, newestJob, openPage, pictures, prompt,
} from "./support.mjs";

export const checks = {
  async "a group of three arrives one by one, each with its own words"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "mini");
    await prompt(page).fill(groupPrompt);
    await choose(page, "Pictures", "Group");
    await fill(page, "How many", 3);
    await generate(page);
    await pictures(page, groupPrompt).first().waitFor({ timeout: 60_000 });
    assert.ok((await pictures(page, groupPrompt).count()) < 3, "the first picture is shown before the last is drawn");
    await expectPictures(page, groupPrompt, 3);
    const job = await newestJob(url);
    assert.equal(job.images.length, 3);
    assert.equal(new Set(job.images.map((image) => image.prompt)).size, 3);
    await page.expectClean();
    await page.close();
  },

  async "several pictures of one prompt have seeds of their own"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "quick");
    await prompt(page).fill("a mushroom in the woods");
    await choose(page, "Pictures", "Several");
    await fill(page, "How many", 4);
    await generate(page);
    await expectPictures(page, "a mushroom in the woods", 4);
    assert.equal(new Set((await newestJob(url)).images.map((image) => image.seed)).size, 4);
    await page.expectClean();
    await page.close();
  },
};
