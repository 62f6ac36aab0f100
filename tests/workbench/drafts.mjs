// tests/workbench/drafts.mjs
//
// Forms as the workbench keeps them, for the tests of the printed calls.
//
// Used by   calls.test.mjs, sayable.test.mjs, live_calls.mjs

export const PLAIN = {
  prompt: "a red car", model: "mini", mode: "single", count: 1, group_max: 4, size: "1K", aspect_ratio: "1:1",
  exact: null, seed: null, steps: null, guidance: null, format: "jpeg", watermark: false, enhance: "off",
  safety: true, references: [],
};

// Everything that ends a string, starts a command or turns a line around, in one prompt.
export const HOSTILE_PROMPT =
  "It's a \"fox\", `id`, $(id), ${HOME}, $HOME, \\ \\n %s !! #{x} ''' \"\"\" 'JSON'\r\n\tEOF\nJSON\n" +
  "<img src=x onerror=alert(1)> </pre><script>alert(2)</script> @file ; rm -rf ~ && || | > & " +
  "\u202eright to left\u2028\u0000\u0007\u007f\ufeff\u200b caf\u00e9 \u{1f98a} \u72d0\u72f8";

export const FULL = {
  ...PLAIN, prompt: HOSTILE_PROMPT, mode: "group", group_max: 3, size: "2K", aspect_ratio: "16:9", seed: 7, steps: 2,
  guidance: 4.5, format: "png", watermark: true, enhance: "fast", safety: false,
};

export const REFERENCED = {
  ...PLAIN, prompt: "image 1 in winter", aspect_ratio: "match_input_image",
  references: [{ id: null, url: "http://127.0.0.1:8080/files/a.png?expires=1&signature=2", thumbnail_url: "", name: "a.png" }],
};

export const SEVERAL = { ...PLAIN, mode: "count", count: 3, exact: { width: 1280, height: 1024 } };
