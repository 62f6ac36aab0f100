// references/reference_list.js
//
// The draft's references as an ordered list: adding, moving, removing.
//
// Used by   references/, viewer/ ("Edit this"), gallery picker
import { change, draftStore } from "../compose/draft.js";
import { moved } from "./moved.js";

export const moveReference = (from, to) => change({ references: moved(draftStore.get().references, from, to) });

export const removeReference = (index) =>
  change({ references: draftStore.get().references.filter((_, other) => other !== index) });

// A picture that the server made. False if it is a reference already.
export function addPicture(picture) {
  const { references } = draftStore.get();
  if (references.some((reference) => reference.url === picture.url)) return false;
  const { url, thumbnail_url, width, height, prompt } = picture;
  change({ references: [...references, { id: null, url, thumbnail_url, name: prompt, width, height }] });
  return true;
}
