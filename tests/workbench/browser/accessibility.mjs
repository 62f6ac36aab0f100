// tests/workbench/browser/accessibility.mjs
//
// axe on every place, light and dark, with dialogs open; the keyboard alone; pictures of the page at three sizes, which
// are kept to be looked at.
//
// Used by   run.mjs
// Trap      axe is put in by the debugger, not by a script element: the page's policy would stop that, and rightly.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ask, assert, axePath, expectPictures, generate, groupPrompt, jobOver, openPage, place, prompt } from "./support.mjs";

const axe = readFileSync(axePath, "utf8");
const PLACES = ["Create", "Gallery", "Models", "System"];
const SIZES = [[390, 844], [1280, 800], [2560, 1440]];

async function expectAccessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const bad = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = bad.map(({ id, impact, nodes }) => `${where}: ${impact} ${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(told, []);
}

// Something to look at: a picture, a group, and one that was refused.
async function furnish(url) {
  const bodies = [
    { model: "mini", prompt: "a red car next to an avocado on a beach at sunset", size: "1K", aspect_ratio: "3:2" },
    { model: "mini", prompt: "a fox in a forest at night", size: "1K" },
    { model: "mini", prompt: groupPrompt, size: "1K", group_max: 3 },
  ];
  for (const body of bodies) await jobOver(url, (await ask(url, "/api/jobs", body)).id);
}

export const checks = {
  async "no serious finding on any place, light or dark"({ browser, url }) {
    await furnish(url);
    for (const colorScheme of ["light", "dark"]) {
      const page = await openPage(browser, url, { colorScheme, reducedMotion: "reduce" });
      await page.getByRole("button", { name: "Code", exact: true }).click();
      for (const name of PLACES) {
        await place(page, name);
        await page.waitForTimeout(400);
        await expectAccessible(page, `${name}, ${colorScheme}`);
      }
      await place(page, "Gallery");
      await page.getByRole("list", { name: "Pictures made" }).getByRole("button").first().click();
      await page.getByRole("dialog", { name: "Picture" }).waitFor();
      await page.waitForTimeout(400);
      await expectAccessible(page, `viewer, ${colorScheme}`);
      await page.expectClean();
      await page.close();
    }
  },

  async "no serious finding on a telephone, nor in the sign-in dialog"({ browser, url, keyedUrl }) {
    const small = await openPage(browser, url, { viewport: { width: 360, height: 740 }, hasTouch: true });
    for (const name of PLACES) {
      await place(small, name);
      await small.waitForTimeout(400);
      await expectAccessible(small, `${name}, 360 px`);
      const overflow = await small.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} px wider than the screen`);
    }
    await small.close();
    const closed = await openPage(browser, keyedUrl, { expected: [/401/] });
    await closed.getByRole("dialog", { name: "Sign in" }).waitFor();
    await expectAccessible(closed, "sign in");
    await closed.close();
  },

  async "a picture is made with the keyboard alone"({ browser, url }) {
    const page = await openPage(browser, url);
    await prompt(page).waitFor();
    const focused = () => page.evaluate(() => document.activeElement.id);
    for (let presses = 0; (await focused()) !== "prompt" && presses < 20; presses += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(), "prompt");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("a yellow umbrella on the beach");
    await page.keyboard.press("Control+Enter");
    await expectPictures(page, "a yellow umbrella on the beach", 1);
    await page.expectClean();
    await page.close();
  },

  async "every control shows where the focus is"({ browser, url }) {
    const page = await openPage(browser, url);
    await prompt(page).waitFor();
    for (let presses = 0; presses < 25; presses += 1) {
      await page.keyboard.press("Tab");
      const bare = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return null;
        const drawn = element.matches("input[type=radio], input[type=checkbox]") ? element.nextElementSibling ?? element.parentElement : element;
        const seen = [element, drawn, element.parentElement].some((one) => {
          const style = getComputedStyle(one);
          return style.outlineStyle !== "none" && style.outlineWidth !== "0px" || style.boxShadow !== "none";
        });
        return seen ? null : element.outerHTML.slice(0, 200);
      });
      assert.equal(bare, null);
    }
    await page.close();
  },

  async "pictures of the page at three sizes"({ browser, url, artefacts }) {
    for (const [width, height] of SIZES) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await openPage(browser, url, { viewport: { width, height }, colorScheme });
        await prompt(page).fill("a red car next to an avocado on a beach at sunset");
        for (const name of PLACES) {
          await place(page, name);
          await page.waitForTimeout(500);
          await page.screenshot({ path: join(artefacts, `${name.toLowerCase()}-${width}x${height}-${colorScheme}.png`) });
        }
        await place(page, "Gallery");
        await page.getByRole("list", { name: "Pictures made" }).getByRole("button").first().click();
        await page.waitForTimeout(500);
        await page.screenshot({ path: join(artefacts, `viewer-${width}x${height}-${colorScheme}.png`) });
        await page.close();
      }
    }
  },
};
