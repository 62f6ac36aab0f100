// tests/workbench/browser/sign_in.mjs
//
// A server that asks for keys: signing in, a wrong key, signing out; the key stays out of addresses and of the code.
//
// Used by   run.mjs
import { expectPictures as expectAddresses, runPrinted } from "../printed.mjs";
import { assert, chooseModel, expectPictures, generate, openPage, place, prompt } from "./support.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Sign in" });
const refusals = [/Failed to load resource.*401/];

async function signIn(page, key) {
  await dialog(page).getByRole("textbox", { name: "Key" }).fill(key);
  await dialog(page).getByRole("button", { name: "Sign in" }).click();
}

export const checks = {
  async "the page asks for a key, refuses a wrong one, and works with a right one"({ browser, keyedUrl, key }) {
    const page = await openPage(browser, keyedUrl, { expected: refusals });
    const addresses = [];
    page.on("request", (request) => addresses.push(request.url()));
    await signIn(page, "rv_wrong");
    await dialog(page).getByRole("alert").filter({ hasText: "does not know this key" }).waitFor();
    await signIn(page, key);
    await dialog(page).waitFor({ state: "detached" });
    await chooseModel(page, "quick");
    await prompt(page).fill("a red car behind a key");
    await generate(page);
    await expectPictures(page, "a red car behind a key", 1);
    assert.ok(addresses.every((address) => !address.includes(key)), "the key is in an address");
    await page.reload();
    await expectPictures(page, "a red car behind a key", 1);
    await dialog(page).waitFor({ state: "detached" });
    await page.expectClean();
    await page.close();
  },

  async "the printed call reads the key from the environment"({ browser, keyedUrl, key }) {
    const page = await openPage(browser, keyedUrl, { expected: refusals });
    await signIn(page, key);
    await dialog(page).waitFor({ state: "detached" });
    await chooseModel(page, "quick");
    await prompt(page).fill("a boat");
    await page.getByRole("button", { name: "Code", exact: true }).click();
    const shown = () => page.getByLabel("The call").evaluate((element) => element.textContent);
    for (const service of ["apiframe", "fal.ai", "Replicate"]) {
      await page.getByRole("combobox", { name: "Service" }).selectOption({ label: service });
      const text = await shown();
      assert.ok(text.includes("REVERIE_KEY") && !text.includes(key));
      await expectAddresses(await runPrinted("curl", text, key), 1);
    }
    await page.expectClean();
    await page.close();
  },

  async "signing out forgets the key and what was seen with it"({ browser, keyedUrl, key }) {
    const page = await openPage(browser, keyedUrl, { expected: refusals });
    await signIn(page, key);
    await dialog(page).waitFor({ state: "detached" });
    await page.getByLabel("Account").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await dialog(page).waitFor();
    await page.getByRole("article").first().waitFor({ state: "detached" });
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.ok(!kept.includes(key));
    await page.expectClean();
    await page.close();
  },

  async "an administrator sees keys and makes one"({ browser, keyedUrl, key }) {
    const page = await openPage(browser, keyedUrl, { expected: refusals });
    await signIn(page, key);
    await dialog(page).waitFor({ state: "detached" });
    await place(page, "System");
    await page.getByRole("heading", { name: /Keys/ }).waitFor();
    await page.expectClean();
    await page.close();
  },
};
