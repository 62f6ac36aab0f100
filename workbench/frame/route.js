// frame/route.js
//
// Which of the four places the page shows, kept in the address: back and forward work, a reload stays.
//
// Used by   app.js, and buttons that lead somewhere.
import { createStore } from "../state.js";

export const PLACES = [
  { id: "create", label: "Create", icon: "create" },
  { id: "gallery", label: "Gallery", icon: "gallery" },
  { id: "models", label: "Models", icon: "models" },
  { id: "system", label: "System", icon: "system" },
];

const placeInAddress = () => {
  const named = globalThis.location?.hash.slice(1);
  return PLACES.some((place) => place.id === named) ? named : "create";
};

export const placeStore = createStore(placeInAddress());

globalThis.addEventListener?.("hashchange", () => placeStore.set(placeInAddress()));

export const goTo = (place) => {
  location.hash = place;
};
