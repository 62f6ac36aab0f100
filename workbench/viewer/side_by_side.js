// viewer/side_by_side.js
//
// All pictures of a job next to each other; choosing one goes back to it alone.
//
// Used by   viewer/viewer.js, for jobs of several pictures
// Traps     The number of columns is the one that leaves the pictures largest on this screen's shape.
import { html } from "../vendor/preact_htm.js";

// Columns for `count` pictures of one ratio in a stage of another.
export function columnsFor(count, ratio, stageRatio) {
  let best = { columns: 1, size: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const size = Math.min(stageRatio / columns, ratio / rows); // width of one, in stage heights
    if (size > best.size) best = { columns, size };
  }
  return best.columns;
}

export function SideBySide({ pictures, current, onChoose }) {
  const ratio = pictures[0].width / pictures[0].height;
  const columns = columnsFor(pictures.length, ratio, innerWidth / innerHeight);
  const rows = Math.ceil(pictures.length / columns);
  return html`<div class="side-by-side" style=${{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}>
    ${pictures.map((picture) => html`<button key=${picture.key} type="button" aria-pressed=${String(picture.index === current)} onClick=${() => onChoose(picture)}>
      <img src=${picture.url} alt=${picture.prompt} draggable="false" />
    </button>`)}
  </div>`;
}
