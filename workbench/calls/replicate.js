// workbench/calls/replicate.js
//
// Replicate: a prediction. The server holds the answer back for a minute; what takes longer is asked after.
//
// Used by   calls.js
// Source    docs/dialects/replicate.md; installed models are `reverie/NAME` there and have seedream-4's input
import { ownerAndName, present, seedreamInput } from "./fields.js";

export const replicate = {
  id: "replicate",
  label: "Replicate",
  can: {
    count_max: 1, groups: true, references_max: 10, sides_px: [1024, 4096], match_input: true,
    formats: ["jpeg", "png", "webp"], enhance: ["standard"], safety: true,
  },
  exchange: (draft) => ({
    path: `/v1/models/${ownerAndName(draft.model)}/predictions`,
    headers: { Prefer: "wait" },
    key: { header: "Authorization", before: "Bearer " },
    body: {
      input: present(seedreamInput(draft)),
    },
    poll: { address: ["urls", "get"], pending: ["starting", "processing"], done: "succeeded" },
    pictures: { list: ["output"] },
  }),
};
