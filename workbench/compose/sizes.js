// compose/sizes.js
//
// The size contract as the form needs it: the true pixels of a tier and a ratio, shown before anything is sent.
//
// Used by   compose/size_picker.js, compose/draft.js, run/ (shape of a placeholder)
// Source    src/image/size_table.cpp and src/image/image_size.cpp. That C++ is the truth and the server decides; this
//           is its mirror for the Seedream 4 table. Change both together.
// Trap      The table is not area-preserving (2K 16:9 is 4.56 megapixels): a listed ratio is never computed.
// Proven by tests/workbench/sizes.test.mjs, which reads the C++ table and compares every entry.

export const TIERS = ["1K", "2K", "4K"];
export const RATIOS = ["1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9"];
export const MATCH_INPUT = "match_input_image";

export const MIN_PIXELS = 921_600; // 1280 x 720
export const MAX_PIXELS = 16_777_216; // 4096 x 4096
const MAX_RATIO = 16;
const SIDE_MULTIPLE = 16;

const TABLE = {
  "1K": {
    "1:1": [1024, 1024], "4:3": [1152, 864], "3:4": [864, 1152], "16:9": [1280, 720],
    "9:16": [720, 1280], "3:2": [1248, 832], "2:3": [832, 1248], "21:9": [1512, 648],
  },
  "2K": {
    "1:1": [2048, 2048], "4:3": [2304, 1728], "3:4": [1728, 2304], "16:9": [2848, 1600],
    "9:16": [1600, 2848], "3:2": [2496, 1664], "2:3": [1664, 2496], "21:9": [3136, 1344],
  },
  "4K": {
    "1:1": [4096, 4096], "4:3": [4704, 3520], "3:4": [3520, 4704], "16:9": [5504, 3040],
    "9:16": [3040, 5504], "3:2": [4992, 3328], "2:3": [3328, 4992], "21:9": [6240, 2656],
  },
};

const TIER_PIXELS = { "1K": 1024 * 1024, "2K": 2048 * 2048, "4K": 4096 * 4096 };

const toMultiple = (side) => Math.max(1, Math.round(side / SIDE_MULTIPLE)) * SIDE_MULTIPLE;
const isRatioAllowed = (width, height) => width <= MAX_RATIO * height && height <= MAX_RATIO * width;

// A tier's area in any ratio, both sides a multiple of 16; the longer side gives way at the limits.
export function sizeOfArea(tier, ratioWidth, ratioHeight) {
  const area = TIER_PIXELS[tier];
  const ratio = ratioWidth / ratioHeight;
  let width = toMultiple(Math.sqrt(area * ratio));
  let height = toMultiple(Math.sqrt(area / ratio));
  while (width * height > MAX_PIXELS || !isRatioAllowed(width, height)) {
    if (width >= height) width -= SIDE_MULTIPLE;
    else height -= SIDE_MULTIPLE;
  }
  return { width, height };
}

// {width, height} of a draft's size fields, or null where only the server knows: a reference of unknown size.
//   reference   {width, height} of the first reference, for match_input_image
export function pixelsOf({ size, aspect_ratio, exact }, reference = null) {
  if (exact) return exact;
  if (aspect_ratio === MATCH_INPUT) {
    if (!reference?.width || !reference?.height || !isRatioAllowed(reference.width, reference.height)) return null;
    return sizeOfArea(size, reference.width, reference.height);
  }
  const [width, height] = TABLE[size][aspect_ratio];
  return { width, height };
}

// Why an exact size is refused, in plain words, or null.
export function exactSizeProblem({ width, height }) {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    return "Width and height are whole numbers of pixels.";
  }
  if (!isRatioAllowed(width, height)) return "The longer side may be at most 16 times the shorter.";
  if (width * height < MIN_PIXELS) return "Too small: at least 921,600 pixels, such as 1280 × 720.";
  if (width * height > MAX_PIXELS) return "Too large: at most 16,777,216 pixels, such as 4096 × 4096.";
  return null;
}
