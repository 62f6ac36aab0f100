// tests/workbench/browser/references.mjs
//
// References: picked, dropped, pasted, ordered, numbered; "Edit this"; before and after.
//
// Used by   run.mjs
import { readFileSync } from "node:fs";

import { assert, card, choose, chooseModel, expectPictures, expectSoon, generate, newestJob, openPage, prompt, rings } from "./support.mjs";

const file = (name) => ({ name, mimeType: "image/png", buffer: readFileSync(rings) });
const picker = (page) => page.getByLabel("Reference files");
const thumb = (page, number) => page.getByRole("img", { name: new RegExp(`^Image ${number}: `) });

const firstAt = (page, number) => page.getByRole("img", { name: new RegExp(`^Image ${number}: .*first\\.png`) });

// Gives the page a file as the browser would after a drop or a paste.
const hand = (page, kind) =>
  page.evaluate(
    ([type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], `${type}.png`, { type: "image/png" }));
      const event =
        type === "paste"
          ? new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    [kind, readFileSync(rings).toString("base64")]);

export const checks = {
  async "files are picked, pasted and dropped, and numbered in order"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "quick");
    await picker(page).setInputFiles([file("first.png"), file("second.png")]);
    await thumb(page, 2).waitFor();
    await hand(page, "paste");
    await thumb(page, 3).waitFor();
    await hand(page, "drop");
    await thumb(page, 4).waitFor();
    await firstAt(page, 1).waitFor();
    await page.getByRole("button", { name: "Move image 1 right" }).click();
    await firstAt(page, 2).waitFor();
    await page.getByRole("button", { name: "Remove image 3" }).click();
    await thumb(page, 4).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Insert image 2 into the prompt" }).click();
    await expectSoon("image 2", () => prompt(page).inputValue());
    await page.expectClean();
    await page.close();
  },

  async "a picture is drawn with a reference, and shows what it was given"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "quick");
    await picker(page).setInputFiles([file("rings.png")]);
    await thumb(page, 1).waitFor();
    await prompt(page).fill("image 1 in winter");
    await choose(page, "Aspect ratio", "As image 1");
    await generate(page);
    await expectPictures(page, "image 1 in winter", 1);
    await card(page, "image 1 in winter").getByRole("img", { name: "Reference 1" }).waitFor();
    assert.equal((await newestJob(url)).references.length, 1);
    await page.expectClean();
    await page.close();
  },

  async "a file that is no picture is refused by name"({ browser, url }) {
    const page = await openPage(browser, url, { expected: [/Failed to load resource.*400|Failed to load resource.*422/] });
    await chooseModel(page, "quick");
    await picker(page).setInputFiles([{ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") }]);
    await page.getByText(/^notes\.png: /).waitFor();
    await page.expectClean();
    await page.close();
  },

  async "a model without references says so"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "plain");
    await page.getByText("takes no reference pictures").waitFor();
    await page.getByRole("button", { name: "Add references" }).waitFor({ state: "detached" });
    await page.expectClean();
    await page.close();
  },

  async "edit this: a picture becomes the first reference, and the edit compares with it"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "quick");
    await prompt(page).fill("a house by the sea");
    await generate(page);
    await expectPictures(page, "a house by the sea", 1);
    await card(page, "a house by the sea").getByRole("button", { name: /^Open: / }).click();
    const viewer = page.getByRole("dialog", { name: "Picture" });
    await viewer.getByRole("button", { name: "Edit this" }).click();
    await viewer.waitFor({ state: "detached" });
    await thumb(page, 1).waitFor();
    await prompt(page).fill("the same house at night");
    await generate(page);
    await expectPictures(page, "the same house at night", 1);
    await card(page, "the same house at night").getByRole("button", { name: /^Open: / }).click();
    await viewer.getByRole("button", { name: "Compare" }).click();
    await viewer.getByRole("slider").first().waitFor();
    await viewer.getByRole("button", { name: "Close" }).click();
    await viewer.waitFor({ state: "detached" });
    await page.expectClean();
    await page.close();
  },
};
