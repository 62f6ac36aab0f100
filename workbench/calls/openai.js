// workbench/calls/openai.js
//
// OpenAI Images: one request, answered with the pictures. References go to `edits`, which takes JSON as well as a
// form, because their addresses are known and their files are not at hand.
//
// Used by   calls.js
// Source    docs/dialects/openai_images.md
import { addresses, arkGroup, pixelWord, present, unless } from "./fields.js";

export const openai = {
  id: "openai",
  label: "OpenAI Images",
  can: {
    count_max: 10, groups: true, references_max: 14, match_input: false,
    formats: ["jpeg", "png", "webp"], enhance: ["standard", "fast"], watermark: true, safety: true,
  },
  exchange: (draft) => ({
    path: draft.references.length > 0 ? "/v1/images/edits" : "/v1/images/generations",
    key: { header: "Authorization", before: "Bearer " },
    body: present({
      model: draft.model,
      prompt: draft.prompt,
      image: addresses(draft),
      n: unless(1, draft.count),
      size: !draft.exact && draft.aspect_ratio === "1:1" ? draft.size : pixelWord(draft),
      ...arkGroup(draft),
      seed: unless(null, draft.seed),
      response_format: "url",
      output_format: unless("jpeg", draft.format),
      watermark: unless(false, draft.watermark),
      optimize_prompt_options: draft.enhance === "off" ? undefined : { mode: draft.enhance },
      moderation: draft.safety ? undefined : "low",
    }),
    pictures: { list: ["data"], field: "url" },
  }),
};
