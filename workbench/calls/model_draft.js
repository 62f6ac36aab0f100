// workbench/calls/model_draft.js
//
// The draft without what its model does not have. The form keeps such values, unseen, for the next model; a server
// refuses them.
//
// Used by   call_panel.js
// Source    `fields` of GET /api/models
// Proven by tests/workbench/model_draft.test.mjs

export function modelDraft(draft, model) {
  const has = (name) => model.fields.some((field) => field.name === name);
  const isPossible = { single: true, count: has("count"), group: has("group_max") };
  return {
    ...draft,
    model: model.name,
    mode: isPossible[draft.mode] ? draft.mode : "single",
    steps: has("steps") ? draft.steps : null,
    guidance: has("guidance") ? draft.guidance : null,
    format: has("format") ? draft.format : "jpeg",
    watermark: has("watermark") && draft.watermark,
    enhance: has("enhance") ? draft.enhance : "off",
    safety: has("safety") ? draft.safety : true,
    references: has("images") ? draft.references : [],
  };
}
