// compose/draft_fields.js
//
// What the form holds ("the draft"), and the two ways between it and a job: the body of POST /api/jobs, and back from
// the `parameters` of a finished job.
//
// Used by   compose/draft.js (the store), run/start_job.js, calls/ (reads the draft)
// Source    docs/api.md, "A job's fields"
// Traps     A body holds only fields that the model has: the server refuses the others. `seed: null` is "draw one"; a
//           number is a locked seed.
// Proven by tests/workbench/draft_fields.test.mjs
import { RATIOS, TIERS, pixelsOf } from "./sizes.js";

export const EMPTY_DRAFT = Object.freeze({
  prompt: "",
  model: null, // the server's default
  mode: "single",
  count: 2,
  group_max: 4,
  size: "1K",
  aspect_ratio: "1:1",
  exact: null,
  seed: null,
  steps: null,
  guidance: null,
  format: "jpeg",
  watermark: false,
  enhance: "off",
  safety: true,
  references: [],
});

export const MOST_SEED = 2_147_483_647;
export const randomSeed = () => Math.floor(Math.random() * MOST_SEED);

export const fieldOf = (model, name) => model?.fields.find((field) => field.name === name) ?? null;

// How many references this draft's model takes.
export const roomForReferences = (model) => (fieldOf(model, "images") ? Math.min(14, model.max_references) : 0);

function sizeFields(draft) {
  if (draft.exact) return { size: `${draft.exact.width}x${draft.exact.height}` };
  return { size: draft.size, aspect_ratio: draft.aspect_ratio };
}

// The body of POST /api/jobs.
export function bodyOf(draft, model) {
  const wanted = {
    prompt: draft.prompt.trim(),
    model: model.name,
    ...sizeFields(draft),
    count: draft.mode === "count" ? draft.count : null,
    group_max: draft.mode === "group" ? draft.group_max : null,
    seed: draft.seed,
    steps: draft.steps,
    guidance: draft.guidance,
    format: draft.format,
    watermark: draft.watermark || null,
    enhance: draft.enhance === "off" ? null : draft.enhance,
    safety: draft.safety ? null : false,
    images: draft.references.length ? draft.references.map((reference) => reference.id ?? reference.url) : null,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== null && fieldOf(model, name)));
}

// "2048x2048" as the tier and ratio that give it, or as exact pixels.
function sizeDraft(size) {
  if (TIERS.includes(size)) return { size, exact: null };
  const [width, height] = size.split("x").map(Number);
  for (const tier of TIERS) {
    for (const ratio of RATIOS) {
      const listed = pixelsOf({ size: tier, aspect_ratio: ratio, exact: null });
      if (listed.width === width && listed.height === height) return { size: tier, aspect_ratio: ratio, exact: null };
    }
  }
  return { exact: { width, height } };
}

function modeDraft(parameters) {
  if (parameters.group_max) return { mode: "group", group_max: Math.max(2, parameters.group_max) };
  if (parameters.count > 1) return { mode: "count", count: parameters.count };
  return { mode: "single" };
}

// The draft that makes a job's pictures again, seed included.
export function draftOf(job) {
  const given = job.parameters;
  return {
    ...EMPTY_DRAFT,
    prompt: given.prompt,
    model: given.model,
    ...sizeDraft(given.size),
    ...modeDraft(given),
    seed: given.seed ?? job.seed,
    steps: given.steps ?? null,
    guidance: given.guidance ?? null,
    format: given.format ?? "jpeg",
    watermark: given.watermark ?? false,
    enhance: given.enhance ?? "off",
    safety: given.safety ?? true,
    references: (given.images ?? []).map((url, index) => ({
      id: null,
      url,
      thumbnail_url: job.references[index]?.thumbnail_url ?? url,
      name: `reference ${index + 1}`,
    })),
  };
}

// A draft from an earlier visit: only known fields, and no reference whose upload is over.
export function revivedDraft(kept, now = Date.now()) {
  if (typeof kept !== "object" || kept === null) return { ...EMPTY_DRAFT };
  const draft = { ...EMPTY_DRAFT };
  for (const name of Object.keys(EMPTY_DRAFT)) if (name in kept) draft[name] = kept[name];
  draft.references = draft.references.filter(({ url, expires }) => url && (!expires || Date.parse(expires) > now));
  return draft;
}
