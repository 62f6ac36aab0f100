// workbench/calls/fal.js
//
// fal.ai: one request at once, answered with the pictures. The path carries the model.
//
// Used by   calls.js
// Source    docs/dialects/fal.md, "Any other model"; installed models are `reverie/NAME` there
// Trap      There is no word for 1K in the first reference's ratio: auto_2K is the smallest.
import { pixelsOf } from "../compose/sizes.js";
import { addresses, ownerAndName, present, unless } from "./fields.js";

// Pixels, but for a ratio that only the server can tell.
const imageSize = (draft) => pixelsOf(draft) ?? `auto_${draft.size === "4K" ? "4K" : "2K"}`;

export const fal = {
  id: "fal",
  label: "fal.ai",
  can: {
    count_max: 15, groups: true, references_max: 10, match_input: true,
    formats: ["jpeg", "png", "webp"], enhance: ["standard", "fast"], safety: true,
  },
  exchange: (draft) => ({
    path: `/fal/${ownerAndName(draft.model)}`,
    key: { header: "Authorization", before: "Key " },
    body: present({
      prompt: draft.prompt,
      image_urls: addresses(draft),
      image_size: imageSize(draft),
      num_images: unless(1, draft.count),
      max_images: draft.mode === "group" ? draft.group_max : undefined,
      seed: unless(null, draft.seed),
      output_format: unless("jpeg", draft.format),
      enhance_prompt_mode: unless("off", draft.enhance),
      enable_safety_checker: unless(true, draft.safety),
    }),
    pictures: { list: ["images"], field: "url" },
  }),
  notes: (draft) =>
    imageSize(draft) === "auto_2K" && draft.size === "1K"
      ? ["fal.ai cannot ask for 1K in the first reference's ratio: this asks for 2K."]
      : [],
};
