// models/model_list.js
//
// The installed models, as the server tells them, and which one the form means.
//
// Used by   compose/ (fields and limits), references/ (how many), models/ (the panel), app.js
import { get, post } from "../api.js";
import { createStore, useStore } from "../state.js";
import { draftStore } from "../compose/draft.js";

// models: null until the first answer; problem: why there is none.
export const modelStore = createStore({ models: null, aliases: {}, problem: null });

export async function refreshModels() {
  try {
    const { models, aliases } = await get("/api/models");
    modelStore.set({ models, aliases, problem: null });
  } catch (problem) {
    modelStore.update({ problem });
  }
}

// The model of a name or alias; of nothing, and of a name that is gone, the server's default.
export function findModel({ models, aliases }, name) {
  if (!models) return null;
  const named = models.find((model) => model.name === (aliases[name] ?? name));
  return named ?? models.find((model) => model.is_default) ?? models[0] ?? null;
}

export const chosenModel = () => findModel(modelStore.get(), draftStore.get().model);

// The model of the draft, inside a component.
export function useChosenModel() {
  const list = useStore(modelStore);
  const name = useStore(draftStore, (draft) => draft.model);
  return findModel(list, name);
}

export async function setLoaded(name, isLoaded) {
  const path = `/api/models/${encodeURIComponent(name)}/${isLoaded ? "load" : "unload"}`;
  const changed = await post(path);
  const models = modelStore.get().models.map((model) => (model.name === changed.name ? changed : model));
  modelStore.update({ models });
}
