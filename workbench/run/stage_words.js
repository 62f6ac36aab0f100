// run/stage_words.js
//
// The engine's stage names in words for people.
//
// Used by   run/job_progress.js
// Source    src/pipeline/progress.h: tokenize, encode_text, init_latents, denoise[i], decode, encode_image, store
// Proven by tests/workbench/small_parts.test.mjs

const WORDS = {
  admit: "Getting ready",
  load: "Loading the model",
  tokenize: "Reading the prompt",
  encode_text: "Reading the prompt",
  encode_references: "Looking at the references",
  init_latents: "Starting from noise",
  decode: "Developing the picture",
  encode_image: "Saving the picture",
  store: "Saving the picture",
  reply: "Almost there",
};

// "denoise[4]" -> "Drawing, step 5"
export function stageWords(stage, steps = null) {
  const step = /^denoise\[(\d+)\]$/.exec(stage ?? "");
  if (step) return `Drawing, step ${Number(step[1]) + 1}${steps ? ` of ${steps}` : ""}`;
  return WORDS[stage] ?? "Working";
}
