// run/example_scenes.js
//
// Six prompts that `mini` draws well, each with a little drawing of its scene in flat shapes.
//
// Used by   run/first_run.js
// Source    The prompts are those of README.md and models/mini/README.md.
import { html } from "../vendor/preact_htm.js";

const rect = (y, height, fill) => html`<rect y=${y} width="120" height=${height} fill=${fill} />`;
const dot = (cx, cy, r, fill, opacity = 1) => html`<circle cx=${cx} cy=${cy} r=${r} fill=${fill} opacity=${opacity} />`;
const shape = (d, fill, opacity = 1) => html`<path d=${d} fill=${fill} opacity=${opacity} />`;

export const SCENES = [
  {
    prompt: "a red car next to an avocado on a beach at sunset",
    drawing: [
      rect(0, 80, "#f6a56b"), rect(0, 18, "#d97f8c"), dot(60, 40, 13, "#ffe0a3"), rect(40, 14, "#6f5a8c"), rect(53, 27, "#e9b98a"),
      shape("M22 66v-6l7-2 5-6h14l6 6 7 2v6z", "#d8433b"), dot(31, 66, 4, "#3a2b33"), dot(52, 66, 4, "#3a2b33"),
      shape("M88 46c5 0 5 6 8 11s3 14-8 14-11-9-8-14 3-11 8-11z", "#7fa650"), dot(88, 62, 4.5, "#8a5a33"),
    ],
  },
  {
    prompt: "a fox in a forest at night",
    drawing: [
      rect(0, 80, "#1d2b40"), dot(92, 18, 8, "#f4e9b8"), rect(56, 24, "#16202f"),
      shape("M10 62L22 16l12 46zM34 62l10-36 10 36zM84 62l12-42 12 42z", "#2c4152"), shape("M50 66l4-18 7 7h6l7-7 4 18-14 8z", "#e0813c"),
      shape("M58 68l6 6 6-6-6-3z", "#fbe9d6"), dot(59, 62, 1.4, "#201510"), dot(69, 62, 1.4, "#201510"),
    ],
  },
  {
    prompt: "a pumpkin and a robot in a meadow",
    drawing: [
      rect(0, 80, "#a9d6ee"), dot(98, 16, 8, "#ffe58a"), shape("M0 48q30-12 60-4t60-2v38H0z", "#79b85f"), shape("M0 60q40-8 120 0v20H0z", "#67a650"),
      dot(38, 60, 11, "#ec8b33"), shape("M38 50q1-6 5-7l1 2q-3 1-3 5z", "#5a7a3a"),
      shape("M70 46h18v20H70zM77 40h4v6h-4z", "#9aa7b5"), dot(75, 54, 2.4, "#31424f"), dot(83, 54, 2.4, "#31424f"), shape("M74 60h10v2H74z", "#31424f"),
    ],
  },
  {
    prompt: "three apples in a kitchen",
    drawing: [
      rect(0, 80, "#8fb8a4"), shape("M34 8h52v28H34z", "#dff0f5"), shape("M59 8h2v28h-2z", "#f6f3ea"), rect(44, 6, "#c9a273"), rect(50, 30, "#ead7ba"),
      dot(34, 60, 9, "#d6433a"), dot(60, 62, 9, "#c93a34"), dot(86, 60, 9, "#d6433a"),
      shape("M34 52q1-5 5-6-1 5-5 6zM60 54q1-5 5-6-1 5-5 6zM86 52q1-5 5-6-1 5-5 6z", "#5f8a3c"),
    ],
  },
  {
    prompt: "an owl in a reading nook at night",
    drawing: [
      rect(0, 80, "#3b2c2c"), shape("M44 10h34v30H44z", "#1f2b48"), dot(69, 20, 4, "#f4e9b8"), shape("M6 12h26v4H6zM6 26h26v4H6zM6 40h26v4H6z", "#6d4a36"),
      shape("M9 16h4v10H9zM14 18h4v8h-4zM9 30h5v10H9zM20 31h4v9h-4z", "#b86b4b"), dot(98, 30, 12, "#f0c878", 0.35), shape("M92 26h12l3 9H89z", "#f0d69a"),
      rect(62, 18, "#5a352f"), shape("M50 68q-2-22 11-22t11 22z", "#b98b62"), dot(57, 55, 3.6, "#fff3dd"), dot(65, 55, 3.6, "#fff3dd"), dot(57, 55, 1.5, "#1a1210"), dot(65, 55, 1.5, "#1a1210"),
    ],
  },
  {
    prompt: "a sailboat on the sea",
    drawing: [
      rect(0, 80, "#9fd0ef"), dot(26, 18, 8, "#ffeaa0"), rect(44, 36, "#3f83b8"), shape("M0 56q15-4 30 0t30 0 30 0 30 0v24H0z", "#3474a6"),
      shape("M62 14v36h22z", "#fbf6ec"), shape("M58 22v28H44z", "#e2574c"), shape("M40 52h46l-7 9H47z", "#7a4a33"),
    ],
  },
];
