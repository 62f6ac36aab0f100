// tests/workbench/browser/gallery.mjs
//
// The gallery and the viewer: search, keyboard, copying, varying, downloading, deleting with a way back.
//
// Used by   run.mjs
import { ask, assert, eventually, expectSoon, jobAfter, jobOver, openPage, place } from "./support.mjs";

const list = (page) => page.getByRole("list", { name: "Pictures made" });
const viewer = (page) => page.getByRole("dialog", { name: "Picture" });

async function make(url, prompt) {
  const { id } = await ask(url, "/api/jobs", { model: "quick", prompt, size: "1K" });
  return jobOver(url, id);
}

async function openGallery(browser, url) {
  const page = await openPage(browser, url, { permissions: ["clipboard-read", "clipboard-write"] });
  await place(page, "Gallery");
  await list(page).waitFor();
  return page;
}

export const checks = {
  async "search by prompt finds what was drawn"({ browser, url }) {
    await make(url, "a sunflower on the beach");
    const page = await openGallery(browser, url);
    await page.getByRole("searchbox", { name: "Search by prompt" }).fill("SUNFLOWER on");
    await page.getByRole("status").filter({ hasText: "1 picture" }).waitFor();
    await list(page).getByRole("img", { name: "a sunflower on the beach" }).waitFor();
    await page.getByRole("searchbox", { name: "Search by prompt" }).fill("no such words at all");
    await page.getByText(/Nothing matches/).waitFor();
    await page.expectClean();
    await page.close();
  },

  async "arrows move through the pictures, Enter opens one, Escape closes it"({ browser, url }) {
    await make(url, "a tent by a lake");
    const newest = await make(url, "a crab on a pier");
    const page = await openGallery(browser, url);
    await list(page).getByRole("img", { name: newest.prompt }).first().waitFor();
    await list(page).getByRole("button").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await viewer(page).getByRole("img", { name: "a tent by a lake" }).first().waitFor();
    await page.keyboard.press("ArrowLeft");
    await viewer(page).getByRole("img", { name: "a crab on a pier" }).first().waitFor();
    await page.keyboard.press("Escape");
    await viewer(page).waitFor({ state: "detached" });
    await page.expectClean();
    await page.close();
  },

  async "the viewer copies prompt and seed, downloads, and varies"({ browser, url }) {
    const job = await make(url, "a cactus in the desert");
    const page = await openGallery(browser, url);
    await list(page).getByRole("img", { name: job.prompt }).first().click();
    await viewer(page).getByRole("button", { name: "Copy prompt" }).click();
    await expectSoon(job.prompt, () => page.evaluate(() => navigator.clipboard.readText()));
    await viewer(page).getByRole("button", { name: "Copy seed" }).click();
    await expectSoon(String(job.seed), () => page.evaluate(() => navigator.clipboard.readText()));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      viewer(page).getByRole("link", { name: "Download" }).or(viewer(page).getByRole("button", { name: "Download" })).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.jpe?g$/);
    await viewer(page).getByRole("button", { name: "Vary" }).click();
    const varied = await jobAfter(url, job);
    assert.equal(varied.prompt, job.prompt);
    assert.notEqual(varied.seed, job.seed);
    await page.expectClean();
    await page.close();
  },

  async "next and previous walk through the pictures"({ browser, url }) {
    await make(url, "a cottage, the older one");
    await make(url, "a cottage, the newer one");
    const page = await openGallery(browser, url);
    await list(page).getByRole("img", { name: "a cottage, the newer one" }).first().click();
    await viewer(page).getByRole("button", { name: "Next" }).click();
    await viewer(page).getByRole("img", { name: "a cottage, the older one" }).first().waitFor();
    await viewer(page).getByRole("button", { name: "Previous" }).click();
    await viewer(page).getByRole("img", { name: "a cottage, the newer one" }).first().waitFor();
    await page.expectClean();
    await page.close();
  },

  async "deleting can be undone, and then is for good"({ browser, url }) {
    const job = await make(url, "a jack-o-lantern to delete");
    const page = await openGallery(browser, url);
    const picture = list(page).getByRole("img", { name: job.prompt });
    // The viewer goes on to the next picture.
    const remove = async () => {
      await picture.click();
      await viewer(page).getByRole("button", { name: "Delete" }).click();
      await picture.waitFor({ state: "detached" });
    };
    await remove();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.keyboard.press("Escape");
    await viewer(page).waitFor({ state: "detached" });
    await remove();
    await eventually("the deletion", async () => (await fetch(`${url}/api/jobs/${job.id}`)).status === 404);
    assert.equal((await fetch(job.images[0].url)).status, 404);
    await page.expectClean();
    await page.close();
  },
};
