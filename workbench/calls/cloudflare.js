// workbench/calls/cloudflare.js
//
// Cloudflare AI: one request, answered with the pictures.
//
// Used by   calls.js
// Source    docs/dialects/cloudflare_ai.md, "Input of models under their own names"
import { present, seedreamInput, unless } from "./fields.js";

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
      input: present({ ...seedreamInput(draft), watermark: unless(false, draft.watermark) }),
    },
    pictures: { list: ["result", "images"] },
  }),
};
