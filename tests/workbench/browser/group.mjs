// tests/workbench/browser/group.mjs
//
// Groups and several pictures: they arrive one by one.
//
// Used by   run.mjs
import {
  assert, choose, chooseModel, expectPictures, fill, generate, groupPrompt, newestJob, openPage, prompt,
} from "./support.mjs";

export const checks = {
  async "a group of three arrives one by one, each with its own words"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "mini");
    await prompt(page).fill(groupPrompt);
    await choose(page, "Pictures", "Group");
    await fill(page, "How many", 3);
    await page.evaluate((label) => {
      window.pictureCounts = new Set();
      const shown = `article[aria-label=${CSS.escape(label)}] img.developing-final`;
      const count = () => window.pictureCounts.add(document.querySelectorAll(shown).length);
      new MutationObserver(count).observe(document.body, { subtree: true, childList: true, attributes: true });
    }, `Job: ${groupPrompt}`);
    await generate(page);
    await expectPictures(page, groupPrompt, 3);
    const counts = await page.evaluate(() => [...window.pictureCounts]);
    assert.ok(counts.includes(1) && counts.includes(2), `one by one, but the page showed ${counts} pictures`);
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
