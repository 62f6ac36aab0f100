// tests/workbench/browser/calls.mjs
//
// The panel with the call: it follows the form, and what its button copies runs.
//
// Used by   run.mjs
import { expectPictures as expectAddresses, runPrinted } from "../printed.mjs";
import { assert, choose, chooseModel, eventually, expectSoon, fill, openPage, prompt } from "./support.mjs";

const SERVICES = ["OpenAI Images", "Ark", "Replicate", "fal.ai", "Cloudflare AI", "apiframe", "AI/ML API", "Oxen.ai"];
const LANGUAGES = ["curl", "python", "javascript"];
const LABELS = { curl: "curl", python: "Python", javascript: "JavaScript" };

async function openCode(browser, url) {
  const page = await openPage(browser, url, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "Code", exact: true }).click();
  await chooseModel(page, "quick");
  return page;
}

const code = (page) => page.getByLabel("The call");
const service = (page, label) => page.getByRole("combobox", { name: "Service" }).selectOption({ label });
const language = (page, id) => choose(page, "Language", LABELS[id]);

async function copied(page) {
  await page.evaluate(() => navigator.clipboard.writeText("nothing"));
  await page.getByRole("button", { name: "Copy code" }).click();
  return eventually("a copy", async () => {
    const text = await page.evaluate(() => navigator.clipboard.readText());
    return text === "nothing" ? null : text;
  });
}

export const checks = {
  async "it follows the form as it changes"({ browser, url }) {
    const page = await openCode(browser, url);
    await prompt(page).fill("a cat on a chair");
    await code(page).filter({ hasText: "a cat on a chair" }).waitFor();
    await fill(page, "Seed", 4711);
    await code(page).filter({ hasText: "4711" }).waitFor();
    await choose(page, "Pictures", "Group");
    await code(page).filter({ hasText: "sequential_image_generation" }).waitFor();
    await service(page, "Oxen.ai");
    await page.getByText("Oxen.ai has no groups").waitFor();
    await page.expectClean();
    await page.close();
  },

  async "what is copied is what is shown, whatever the prompt holds"({ browser, url }) {
    const page = await openCode(browser, url);
    await prompt(page).fill("it's <img src=x onerror=alert(1)> \"$(id)\" `id` </code></pre><script>alert(2)</script>");
    for (const id of LANGUAGES) {
      await language(page, id);
      const shown = () => code(page).evaluate((element) => element.textContent);
      await expectSoon(true, async () => (await copied(page)) === (await shown()));
    }
    assert.equal(await page.locator(".call-code img, .call-code script").count(), 0);
    await page.expectClean();
    await page.close();
  },

  async "each service's call, copied in each language, draws a picture"({ browser, url }) {
    const page = await openCode(browser, url);
    await prompt(page).fill("it's a \"fox\" at $HOME, `here`");
    for (const [index, label] of SERVICES.entries()) {
      await service(page, label);
      // Each service in one language, and each language several times; live_calls.mjs runs all twenty-four.
      const id = LANGUAGES[index % LANGUAGES.length];
      await language(page, id);
      await expectAddresses(await runPrinted(id, await copied(page)), 1);
    }
    await page.expectClean();
    await page.close();
  },
};
