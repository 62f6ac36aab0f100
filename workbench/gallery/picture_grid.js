// gallery/picture_grid.js
//
// The virtual list: of thousands of pictures only the rows near the window are in the document.
//
// Used by   gallery/gallery.js
// Traps     One picture is in the tab order; arrows move the focus. The focused row stays drawn when it scrolls away, or
//           the focus would fall to the top of the page. When new pictures come above what is being looked at, the page
//           scrolls with them.
// Proven by tests/workbench/justified_rows.test.mjs (the arithmetic), tests/workbench/browser (scrolling)
import { html, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact_htm.js";
import { openViewer } from "../viewer/viewed.js";
import { layRows, neighbourInRow, rowOfPicture, rowsBetween } from "./justified_rows.js";
import { loadOlder } from "./pictures.js";

const GAP = 8;
const OVERSCAN = 0.75; // windows drawn above and below
const LOAD_AHEAD = 3; // windows from the end at which older pages are fetched

const wantedHeight = (width) => Math.min(360, Math.max(132, width / 5.2));

// The width of an element, followed.
function useWidth(ref) {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(ref.current);
    setWidth(Math.floor(ref.current.getBoundingClientRect().width));
    return () => observer.disconnect();
  }, []);
  return width;
}

// [top, bottom] of the window in the list's own pixels, followed in steps of a quarter window: most scroll events then
// change nothing.
function useWindowBand(ref) {
  const [band, setBand] = useState([0, innerHeight]);
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const step = innerHeight / 4;
      const top = Math.floor(-ref.current.getBoundingClientRect().top / step) * step;
      const bottom = top + innerHeight + step;
      setBand((old) => (old[0] === top && old[1] === bottom ? old : [top, bottom]));
    };
    const onMove = () => (frame ||= requestAnimationFrame(measure));
    measure();
    addEventListener("scroll", onMove, { passive: true });
    addEventListener("resize", onMove);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", onMove);
      removeEventListener("resize", onMove);
    };
  }, []);
  return band;
}

// Keeps what is on screen in place when pictures come or go above it.
function useStableScroll(ref, pictures, layout) {
  const anchor = useRef(null); // {key, y}: the first picture in the window and where its row lies
  useLayoutEffect(() => {
    const { key, y } = anchor.current ?? {};
    const index = key ? pictures.findIndex((picture) => picture.key === key) : -1;
    if (index >= 0) {
      const moved = layout.rows[rowOfPicture(layout.rows, index)].top - y;
      if (moved !== 0 && ref.current.getBoundingClientRect().top < 0) scrollBy(0, moved);
    }
  }, [pictures]);
  return (row) => {
    anchor.current = row ? { key: pictures[row.first].key, y: row.top } : null;
  };
}

function Tile({ picture, width, height, index, total, isCurrent, onFocus }) {
  return html`<div role="listitem" class="tile" aria-setsize=${total} aria-posinset=${index + 1} style=${{ width: `${width}px`, height: `${height}px` }}>
    <button type="button" data-index=${index} tabindex=${isCurrent ? 0 : -1} onFocus=${() => onFocus(index)}
      onClick=${() => openViewer(picture)}>
      <img src=${picture.thumbnail_url} alt=${picture.prompt} decoding="async" draggable="false" />
      <span class="tile-words" aria-hidden="true">${picture.prompt}</span>
    </button>
  </div>`;
}

export function PictureGrid({ pictures }) {
  const ref = useRef(null);
  const width = useWidth(ref);
  const [top, bottom] = useWindowBand(ref);
  const [current, setCurrent] = useState(0);
  const wantsFocus = useRef(false); // an arrow was pressed
  const hasFocus = useRef(false);
  const isDrawing = useRef(false);
  isDrawing.current = true;
  const layout = useMemo(
    () => (width ? layRows(pictures, { width, wanted_height: wantedHeight(width), gap: GAP }) : { rows: [], height: 0 }),
    [pictures, width],
  );
  const setAnchor = useStableScroll(ref, pictures, layout);
  const { rows, height } = layout;
  const screen = bottom - top;
  const [from, to] = rowsBetween(rows, top - screen * OVERSCAN, bottom + screen * OVERSCAN);
  const focused = Math.min(current, pictures.length - 1);
  const focusedRow = rows.length ? rowOfPicture(rows, focused) : -1;
  const shown = rows.slice(from, to);
  if (focusedRow >= 0 && (focusedRow < from || focusedRow >= to)) shown[focusedRow < from ? "unshift" : "push"](rows[focusedRow]);
  setAnchor(rows[rowsBetween(rows, top, bottom)[0]]);

  useEffect(() => {
    if (height - bottom < screen * LOAD_AHEAD) loadOlder();
  }, [bottom, height]);

  // After every redraw: Preact may move the focused row within the document, which takes its focus away.
  useLayoutEffect(() => {
    isDrawing.current = false;
    const isLost = hasFocus.current && document.activeElement === document.body;
    if (!wantsFocus.current && !isLost) return;
    ref.current.querySelector(`[data-index="${focused}"]`)?.focus({ preventScroll: !wantsFocus.current });
    wantsFocus.current = false;
  });

  const onKey = useCallback(
    (event) => {
      const steps = {
        ArrowLeft: () => focused - 1,
        ArrowRight: () => focused + 1,
        ArrowUp: () => neighbourInRow(rows, focused, -1, GAP),
        ArrowDown: () => neighbourInRow(rows, focused, 1, GAP),
        Home: () => 0,
        End: () => pictures.length - 1,
      };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      const next = Math.min(pictures.length - 1, Math.max(0, step()));
      wantsFocus.current = next !== focused;
      setCurrent(next);
    },
    [rows, focused, pictures],
  );

  return html`<div ref=${ref} class="picture-grid" role="list" aria-label="Pictures made" onKeyDown=${onKey}
    onfocusin=${() => (hasFocus.current = true)} onfocusout=${() => (hasFocus.current &&= isDrawing.current)} style=${{ height: `${height}px` }}>
    ${shown.map(
      (row) => html`<div key=${pictures[row.first].key} role="presentation" class="picture-row" style=${{ transform: `translateY(${row.top}px)`, height: `${row.height}px`, gap: `${GAP}px` }}>
        ${row.widths.map((tileWidth, at) => {
          const index = row.first + at;
          return html`<${Tile} key=${pictures[index].key} picture=${pictures[index]} width=${tileWidth} height=${row.height} index=${index}
            total=${pictures.length} isCurrent=${index === focused} onFocus=${setCurrent} />`;
        })}
      </div>`,
    )}
  </div>`;
}
