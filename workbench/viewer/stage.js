// viewer/stage.js
//
// The large picture: wheel, pinch, double click and buttons zoom; dragging pans; a swipe at rest leads on.
//
// Used by   viewer/viewer.js
// Traps     The thumbnail is shown until the full picture is decoded. `wheel` must be a listener that may prevent
//           scrolling, which frameworks' handlers are not.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact_htm.js";
import { FITTED, bounded, fittedSize, zoomedAt } from "./zoom.js";

const STEP = 1.6;
const SWIPE_PX = 60;

function useSize(ref) {
  const [size, setSize] = useState({ width: 1, height: 1 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return size;
}

const spread = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (points) => ({
  x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
  y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
});

// Pointers on the stage, and what their moves mean.
function usePointers(change, onSwipe, view) {
  const down = useRef(new Map());
  const start = useRef(null);
  const onPointerDown = (event) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start.current = { x: event.clientX, y: event.clientY, count: down.current.size };
  };
  const onPointerMove = (event) => {
    if (!down.current.has(event.pointerId)) return;
    const before = [...down.current.values()];
    down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = [...down.current.values()];
    const was = middle(before);
    const is = middle(after);
    const factor = after.length === 2 ? spread(after) / Math.max(1, spread(before)) : 1;
    change((old, toStage) => {
      const at = toStage(is.x, is.y);
      const zoomed = factor === 1 ? old : zoomedAt(old, factor, at.x, at.y);
      return { ...zoomed, x: zoomed.x + is.x - was.x, y: zoomed.y + is.y - was.y };
    });
  };
  const onPointerEnd = (event) => {
    const began = start.current;
    if (!down.current.delete(event.pointerId) || down.current.size > 0 || !began) return;
    const far = event.clientX - began.x;
    const isSwipe = event.pointerType === "touch" && began.count === 1 && view.scale === 1 && Math.abs(far) > SWIPE_PX;
    if (isSwipe && event.type === "pointerup") onSwipe(far < 0 ? 1 : -1);
  };
  return { onPointerDown, onPointerMove, onPointerUp: onPointerEnd, onPointerCancel: onPointerEnd };
}

export function Stage({ picture, view, setView, onSwipe }) {
  const ref = useRef(null);
  const [loaded, setLoaded] = useState(null);
  const stage = useSize(ref);
  const fitted = fittedSize(picture, stage);

  const change = (make) => {
    const box = ref.current.getBoundingClientRect();
    const toStage = (x, y) => ({ x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 });
    setView((old) => bounded(make(old, toStage), fitted, stage));
  };
  const pointers = usePointers(change, onSwipe, view);

  useEffect(() => {
    const onWheel = (event) => {
      event.preventDefault();
      change((old, toStage) => {
        const at = toStage(event.clientX, event.clientY);
        return zoomedAt(old, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), at.x, at.y);
      });
    };
    const element = ref.current;
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  const onDoubleClick = (event) =>
    change((old, toStage) => {
      if (old.scale > 1) return FITTED;
      const at = toStage(event.clientX, event.clientY);
      return zoomedAt(old, Math.max(2, picture.width / fitted.width / (globalThis.devicePixelRatio || 1)), at.x, at.y);
    });

  const isLoaded = loaded === picture.url;
  const transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  return html`<div ref=${ref} class=${`stage ${view.scale > 1 ? "is-zoomed" : ""}`} ...${pointers} onDblClick=${onDoubleClick}>
    <div class="stage-picture" style=${{ width: `${fitted.width}px`, height: `${fitted.height}px`, transform }}>
      ${!isLoaded && html`<img class="stage-thumb" src=${picture.thumbnail_url} alt="" draggable="false" />`}
      <img key=${picture.url} class=${isLoaded ? "is-shown" : ""} src=${picture.url} alt=${picture.prompt} draggable="false"
        onLoad=${() => setLoaded(picture.url)} />
    </div>
  </div>`;
}

export const zoomSteps = {
  in: (view) => zoomedAt(view, STEP, 0, 0),
  out: (view) => zoomedAt(view, 1 / STEP, 0, 0),
};
