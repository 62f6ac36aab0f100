// workbench/calls/aimlapi.js
//
// AI/ML API: one request, answered with the pictures. Below /aimlapi, because its path is OpenAI's too.
//
// Used by   calls.js
// Source    docs/dialects/aimlapi_images.md, "Fields of `bytedance/seedream-4-5`", which installed models have
// Trap      `image_size` has sides of 1440 to 4096 only; other sizes go into `size`, which is OpenAI's.
import { pixelsOf } from "../compose/sizes.js";
import { addresses, pixelWord, present, unless } from "./fields.js";

const SIDES_PX = [1440, 4096];
const NUM_IMAGES_MAX = 4;

function sizeFields(draft) {
  const { width, height } = pixelsOf(draft);
  if (!draft.exact && width === height && draft.size !== "1K") return { image_size: draft.size };
  const fits = [width, height].every((side) => side >= SIDES_PX[0] && side <= SIDES_PX[1]);
  return fits ? { image_size: { width, height } } : { size: pixelWord(draft) };
}

const countFields = (draft) => {
  if (draft.count === 1) return {};
  return draft.count > NUM_IMAGES_MAX ? { n: draft.count } : { num_images: draft.count };
};

export const aimlapi = {
  id: "aimlapi",
  label: "AI/ML API",
  can: {
    count_max: 10, groups: false, references_max: 14, match_input: false,
    formats: ["jpeg", "png", "webp"], enhance: [], watermark: true, safety: true,
  },
  exchange: (draft) => ({
    path: "/aimlapi/v1/images/generations",
    key: { header: "Authorization", before: "Bearer " },
    body: present({
      model: draft.model,
      prompt: draft.prompt,
      image_urls: addresses(draft),
      ...sizeFields(draft),
      ...countFields(draft),
      seed: unless(null, draft.seed),
      output_format: unless("jpeg", draft.format),
      watermark: unless(false, draft.watermark),
      enable_safety_checker: unless(true, draft.safety),
    }),
    pictures: { list: ["data"], field: "url" },
  }),
};
