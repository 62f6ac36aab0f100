// viewer/zoom.js
//
// Zoom and pan as arithmetic: a view is {scale, x, y}; a point of the stage stays under the finger or pointer.
//
// Used by   viewer/stage.js
// Traps     Coordinates count from the middle of the stage. At scale 1 the picture fits and cannot be moved.
// Proven by tests/workbench/zoom.test.mjs

export const FITTED = Object.freeze({ scale: 1, x: 0, y: 0 });
export const MOST_SCALE = 12;

// Keeps at least the middle of the stage covered by the picture.
//   fitted   {width, height} of the picture at scale 1
//   stage    {width, height}
export function bounded({ scale, x, y }, fitted, stage) {
  const slackX = Math.max(0, (fitted.width * scale - stage.width) / 2);
  const slackY = Math.max(0, (fitted.height * scale - stage.height) / 2);
  return { scale, x: Math.min(slackX, Math.max(-slackX, x)), y: Math.min(slackY, Math.max(-slackY, y)) };
}

// The view scaled by `factor` so that the point (px, py) of the stage keeps its place.
export function zoomedAt(view, factor, px, py) {
  const scale = Math.min(MOST_SCALE, Math.max(1, view.scale * factor));
  if (scale === 1) return FITTED;
  const change = scale / view.scale;
  return { scale, x: px - (px - view.x) * change, y: py - (py - view.y) * change };
}

// The largest size of a picture inside the stage; small pictures are enlarged up to their own pixels only.
export function fittedSize(picture, stage) {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}
