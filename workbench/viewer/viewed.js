// viewer/viewed.js
//
// Which picture is open large, and its neighbours.
//
// Used by   gallery/, run/ (open it), viewer/ (shows it), app.js
import { createStore } from "../state.js";
import { allPictures } from "../gallery/pictures.js";

// {job_id, index} of the picture, or null.
export const viewedStore = createStore(null);

export const openViewer = ({ job_id, index }) => viewedStore.set({ job_id, index });
export const closeViewer = () => viewedStore.set(null);

// The picture before (-1) or after (+1) the open one in the gallery's order, or null at the ends.
export function neighbour(viewed, step) {
  const pictures = allPictures();
  const at = pictures.findIndex((one) => one.job_id === viewed.job_id && one.index === viewed.index);
  return at < 0 ? null : (pictures[at + step] ?? null);
}
