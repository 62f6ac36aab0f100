// workbench/calls/oxen.js
//
// Oxen.ai: one request, answered with the pictures. The current pages send text alone to `edit` as well.
//
// Used by   calls.js
// Source    docs/dialects/oxen.md, "Fields of the synchronous requests"
import { addresses, pixelWord, present, unless } from "./fields.js";

export const oxen = {
  id: "oxen",
  label: "Oxen.ai",
  can: {
    count_max: 15, groups: false, references_max: 14, match_input: true,
    formats: ["jpeg", "png"], enhance: [], steps: true, watermark: true,
  },
  exchange: (draft) => ({
    path: "/api/ai/images/edit",
    key: { header: "Authorization", before: "Bearer " },
    body: present({
      model: draft.model,
      prompt: draft.prompt,
      input_image: addresses(draft),
      size: draft.exact ? pixelWord(draft) : draft.size,
      aspect_ratio: draft.exact ? undefined : draft.aspect_ratio,
      n: unless(1, draft.count),
      seed: unless(null, draft.seed),
      num_inference_steps: unless(null, draft.steps),
      output_format: unless("jpeg", draft.format),
      watermark: unless(false, draft.watermark),
    }),
    pictures: { list: ["images"], field: "url" },
  }),
};
