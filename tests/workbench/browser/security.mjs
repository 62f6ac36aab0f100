// tests/workbench/browser/security.mjs
//
// The page's policy word by word, and strangers' text that tries to become markup.
//
// Used by   run.mjs
import { readFileSync } from "node:fs";

import { assert, card, chooseModel, expectPictures, generate, openPage, place, prompt, rings } from "./support.mjs";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ATTACKS = [
  "<img src=x onerror=alert(1)>",
  "\"><script>alert(2)</script>",
  "'><svg onload=alert(3)>",
  "javascript:alert(4)",
  "{{constructor.constructor('alert(5)')()}} ${alert(6)}",
  "</textarea></title><iframe srcdoc='<script>parent.alert(7)</script>'>",
];

// No element that our page never has, wherever the text is shown.
async function expectNoMarkup(page) {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll("script:not([src]), iframe, object, embed, [onerror], [onload], img[src='x'], a[href^='javascript']")]
      .map((element) => element.outerHTML));
  assert.deepEqual(found, []);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script").length), 2);
}

export const checks = {
  async "the policy of the page and of its files"({ url }) {
    for (const path of ["/", "/workbench/main.js", "/workbench/vendor/preact_htm.js", "/workbench/icon.svg"]) {
      const reply = await fetch(url + path);
      assert.equal(reply.status, 200, path);
      assert.equal(reply.headers.get("x-content-type-options"), "nosniff", path);
      if (path === "/") assert.equal(reply.headers.get("content-security-policy"), POLICY);
    }
    const page = await (await fetch(url)).text();
    assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|https?:\/\//);
  },

  async "paths out of the page's folder lead nowhere"({ url }) {
    for (const path of ["/workbench/../src/core/error.h", "/workbench/%2e%2e/CMakeLists.txt", "/workbench//etc/passwd", "/workbench/", "/workbench/nothing.js"]) {
      const reply = await fetch(url + path, { signal: AbortSignal.timeout(10_000) });
      assert.equal(reply.status, 404, path);
    }
  },

  async "prompts that are markup stay text, everywhere they are shown"({ browser, url }) {
    const page = await openPage(browser, url);
    await chooseModel(page, "quick");
    await page.getByRole("button", { name: "Code", exact: true }).click();
    for (const attack of ATTACKS) {
      await prompt(page).fill(attack);
      await generate(page);
      await expectPictures(page, attack, 1);
      assert.ok((await card(page, attack).innerText()).includes(attack));
    }
    await expectNoMarkup(page);
    await place(page, "Gallery");
    await page.getByRole("searchbox", { name: "Search by prompt" }).fill(ATTACKS[0]);
    await page.getByRole("list", { name: "Pictures made" }).getByRole("img").first().click();
    await page.getByRole("dialog", { name: "Picture" }).waitFor();
    await expectNoMarkup(page);
    await page.keyboard.press("Escape");
    await page.getByRole("searchbox", { name: "Search by prompt" }).fill("\"><script>alert(8)</script> not there");
    await page.getByText(/Nothing matches/).waitFor();
    await expectNoMarkup(page);
    await page.expectClean();
    await page.close();
  },

  async "file names that are markup stay text"({ browser, url }) {
    const page = await openPage(browser, url, { expected: [/Failed to load resource.*4\d\d/] });
    await chooseModel(page, "quick");
    for (const [index, name] of ["<img src=x onerror=alert(1)>.png", "\"><script>alert(2)</script>.png"].entries()) {
      await page.getByLabel("Reference files").setInputFiles([{ name, mimeType: "image/png", buffer: readFileSync(rings) }]);
      await page.getByRole("img", { name: `Image ${index + 1}: ` }).waitFor();
    }
    await page.getByLabel("Reference files").setInputFiles([{ name: "<b onclick=alert(3)>no picture", mimeType: "image/png", buffer: Buffer.from("x") }]);
    await page.getByText("<b onclick=alert(3)>no picture: ").waitFor();
    await expectNoMarkup(page);
    await page.expectClean();
    await page.close();
  },

  async "a kept draft that was tampered with does no harm"({ browser, url }) {
    const page = await openPage(browser, url);
    await page.evaluate((attack) => {
      localStorage.setItem("reverie.draft", JSON.stringify({ prompt: attack, model: attack, aspect_ratio: attack, references: [{ url: attack, thumbnail_url: attack, name: attack }] }));
    }, ATTACKS[1]);
    await page.reload();
    await page.getByRole("button", { name: /^Generate/ }).waitFor();
    await expectNoMarkup(page);
    await page.close();
  },
};
