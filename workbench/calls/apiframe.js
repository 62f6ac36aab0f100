// workbench/calls/apiframe.js
//
// apiframe: a job, asked after every two seconds until it is over.
//
// Used by   calls.js
// Source    docs/dialects/apiframe.md
import { addresses, present, tierOrCustom, unless } from "./fields.js";

export const apiframe = {
  id: "apiframe",
  label: "apiframe",
  can: {
    count_max: 1, groups: false, references_max: 14, prompt_max: 2000, sides_px: [1024, 4096], match_input: true,
    formats: ["jpeg", "png"], enhance: ["standard"],
  },
  exchange: (draft) => ({
    path: "/v2/images/generate",
    key: { header: "X-API-Key", before: "" },
    body: {
      model: draft.model,
      prompt: draft.prompt,
      seedreamParams: present({
        ...tierOrCustom(draft),
        image_input: addresses(draft),
        seed: unless(null, draft.seed),
        output_format: unless("jpeg", draft.format),
        enhance_prompt: draft.enhance === "off" ? undefined : true,
      }),
    },
    poll: { below: "/v2/jobs/", id: ["jobId"], pending: ["QUEUED", "PROCESSING"], done: "COMPLETED" },
    pictures: { list: ["result", "images"] },
  }),
};
