// workbench/calls/fields.js
//
// Pieces of request bodies that several dialects spell alike.
//
// Used by   the dialects beside it
import { pixelsOf } from "../compose/sizes.js";

// The object without what is undefined: an absent field is not sent.
export const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

// The value if it differs from what the server does anyway.
export const unless = (usual, value) => (value === usual || value === null ? undefined : value);

// The references' addresses, or nothing.
export const addresses = (draft) =>
  draft.references.length > 0 ? draft.references.map((reference) => reference.url) : undefined;

// "2848x1600", of a draft whose ratio is known.
export function pixelWord(draft) {
  const { width, height } = pixelsOf(draft);
  return `${width}x${height}`;
}

// Seedream's own fields, of Ark's request and of OpenAI's extras.
export const arkGroup = (draft) =>
  draft.mode === "group"
    ? {
        sequential_image_generation: "auto",
        sequential_image_generation_options: { max_images: draft.group_max },
      }
    : {};

// The same, flat, as Cloudflare and Replicate have it.
const flatGroup = (draft) =>
  draft.mode === "group" ? { sequential_image_generation: "auto", max_images: draft.group_max } : {};

// A tier and a ratio, or "custom" and two sides.
export const tierOrCustom = (draft) =>
  draft.exact
    ? { size: "custom", width: draft.exact.width, height: draft.exact.height }
    : { size: draft.size, aspect_ratio: draft.aspect_ratio };

// The input of Seedream 4.0 under its own name, which Cloudflare and Replicate share.
export const seedreamInput = (draft) => ({
  prompt: draft.prompt,
  image_input: addresses(draft),
  ...tierOrCustom(draft),
  ...flatGroup(draft),
  seed: unless(null, draft.seed),
  output_format: unless("jpeg", draft.format),
  enhance_prompt: draft.enhance === "off" ? undefined : true,
  disable_safety_checker: draft.safety ? undefined : true,
});

// Where every model is "owner/name": installed ones are ours.
export const ownerAndName = (model) =>
  (model.includes("/") ? model : `reverie/${model}`).split("/").map(encodeURIComponent).join("/");
