// workbench/calls/ark.js
//
// Ark: one request, answered with the pictures.
//
// Used by   calls.js
// Source    docs/dialects/ark_images.md
// Trap      The watermark is on unless the request says otherwise, so it always does.
import { addresses, arkGroup, pixelWord, present, unless } from "./fields.js";

export const ark = {
  id: "ark",
  label: "Ark",
  can: {
    count_max: 1, groups: true, references_max: 14, match_input: false,
    formats: ["jpeg"], enhance: ["standard", "fast"], watermark: true,
  },
  exchange: (draft) => ({
    path: "/api/v3/images/generations",
    key: { header: "Authorization", before: "Bearer " },
    body: present({
      model: draft.model,
      prompt: draft.prompt,
      image: addresses(draft),
      size: !draft.exact && draft.aspect_ratio === "1:1" ? draft.size : pixelWord(draft),
      ...arkGroup(draft),
      seed: unless(null, draft.seed),
      watermark: draft.watermark,
      optimize_prompt_options: draft.enhance === "off" ? undefined : { mode: draft.enhance },
    }),
    pictures: { list: ["data"], field: "url" },
  }),
};
