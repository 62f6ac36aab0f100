// workbench/calls/cloudflare.js
//
// Cloudflare AI: one request, answered with the pictures.
//
// Used by   calls.js
// Source    docs/dialects/cloudflare_ai.md, "Input of models under their own names"
import { addresses, flatGroup, present, tierOrCustom, unless } from "./fields.js";

export const cloudflare = {
  id: "cloudflare",
  label: "Cloudflare AI",
  can: {
    count_max: 1, groups: true, references_max: 14, sides_px: [1024, 4096], match_input: true,
    formats: ["jpeg", "png", "webp"], enhance: ["standard"], watermark: true, safety: true,
  },
  exchange: (draft) => ({
    path: "/client/v4/accounts/local/ai/run",
    key: { header: "Authorization", before: "Bearer " },
    body: {
      model: draft.model,
      input: present({
        prompt: draft.prompt,
        image_input: addresses(draft),
        ...tierOrCustom(draft),
        ...flatGroup(draft),
        seed: unless(null, draft.seed),
        output_format: unless("jpeg", draft.format),
        watermark: unless(false, draft.watermark),
        enhance_prompt: draft.enhance === "off" ? undefined : true,
        disable_safety_checker: draft.safety ? undefined : true,
      }),
    },
    pictures: { list: ["result", "images"] },
  }),
};
