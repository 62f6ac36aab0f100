// workbench/calls/sayable.js
//
// A draft, reduced to what one dialect can say, and what is lost on the way in plain words.
//
// Each dialect describes itself by a table `can`:
//   count_max       independent pictures of one request; 1: it has no word for that
//   groups          has a word for a group of related pictures
//   references_max
//   prompt_max      letters of a prompt, where there is a limit
//   sides_px        [least, most] of exact sides, where there are limits
//   match_input     can ask for the first reference's ratio
//   formats         of jpeg, png, webp
//   enhance         of standard, fast; empty: cannot ask for it
//   steps, watermark, safety, guidance   true: has that field
//
// Used by   calls.js
// Proven by tests/workbench/sayable.test.mjs
import { MATCH_INPUT } from "../compose/sizes.js";

const sum = (one, many, n) => `${n} ${n === 1 ? one : many}`;
const clamp = (value, [least, most]) => Math.min(most, Math.max(least, value));

// Returns {draft, notes}; `draft` is new and has no field that `can` denies.
export function sayable(draft, label, can) {
  // A picture that is still being uploaded has no address yet.
  const references = draft.references.filter((reference) => reference.url);
  const said = { ...draft, prompt: draft.prompt.trim(), references };
  const notes = [];
  const lose = (text) => notes.push(text);

  if (said.prompt === "") lose("An empty prompt is refused: say what to draw.");

  if (said.mode === "group" && !can.groups) {
    lose(`${label} has no groups: this asks for one picture.`);
    said.mode = "single";
  }
  if (said.mode === "count" && said.count > can.count_max) {
    lose(`${label} draws at most ${sum("picture", "pictures", can.count_max)} a request: send it again for more.`);
    said.count = can.count_max;
  }
  if (said.mode !== "count" || said.count === 1) said.count = 1;
  if (said.mode === "count" && said.count === 1) said.mode = "single";

  if (said.references.length > can.references_max) {
    lose(`${label} takes at most ${sum("reference", "references", can.references_max)}: the first ones are sent.`);
    said.references = said.references.slice(0, can.references_max);
  }
  if (can.prompt_max && [...said.prompt].length > can.prompt_max) {
    lose(`${label} refuses prompts of more than ${can.prompt_max} letters.`);
  }

  if (said.exact && can.sides_px) {
    const { width, height } = said.exact;
    said.exact = { width: clamp(width, can.sides_px), height: clamp(height, can.sides_px) };
    if (said.exact.width !== width || said.exact.height !== height) {
      lose(`${label} has sides of ${can.sides_px[0]} to ${can.sides_px[1]} pixels.`);
    }
  }
  if (said.aspect_ratio === MATCH_INPUT && (said.references.length === 0 || !can.match_input)) {
    if (!said.exact && said.references.length > 0) {
      lose(`${label} cannot ask for the first reference's ratio: this asks for a square.`);
    }
    said.aspect_ratio = "1:1";
  }

  if (!can.formats.includes(said.format)) {
    lose(`${label} cannot ask for ${said.format}: the files are JPEG.`);
    said.format = "jpeg";
  }
  if (said.enhance !== "off" && !can.enhance.includes(said.enhance)) {
    lose(can.enhance.length === 0
      ? `${label} cannot ask for an enhanced prompt.`
      : `${label} knows one kind of enhancement only.`);
    said.enhance = can.enhance[0] ?? "off";
  }
  if (said.steps !== null && !can.steps) lose(`${label} has no field for the number of steps.`);
  if (!can.steps) said.steps = null;
  if (said.guidance !== null && !can.guidance) lose(`${label} has no field for guidance.`);
  if (!can.guidance) said.guidance = null;
  if (said.watermark && !can.watermark) lose(`${label} has no field for the watermark.`);
  if (!can.watermark) said.watermark = false;
  if (said.safety === false && !can.safety) lose(`${label} cannot switch the content policy off.`);
  if (!can.safety) said.safety = true;
  return { draft: said, notes };
}
