// viewer/viewer.js
//
// One picture, as large as the screen: zoom and pan, the neighbours by arrow, before and after, a group side by side,
// and its details.
//
// Used by   app.js, while viewer/viewed.js names a picture
// Traps     The picture may vanish while it is open (deleted elsewhere, expired): then the viewer closes. The neighbour
//           is looked up before deleting, since afterwards it has none.
import { html, useEffect, useLayoutEffect, useState } from "../vendor/preact_htm.js";
import { Dialog } from "../controls/dialog.js";
import { deleteJob } from "../gallery/deletion.js";
import { findJob, picturesOf, usePictures } from "../gallery/pictures.js";
import { Icon } from "../icons.js";
import { jobStore } from "../run/live_jobs.js";
import { useStore } from "../state.js";
import { BeforeAfter } from "./before_after.js";
import { Details } from "./details.js";
import { SideBySide } from "./side_by_side.js";
import { Stage, zoomSteps } from "./stage.js";
import { closeViewer, neighbour, openViewer } from "./viewed.js";
import { FITTED } from "./zoom.js";

function Tool({ label, icon, onClick, disabled, pressed, className = "" }) {
  return html`<button type="button" class=${`icon-button ${className}`} aria-label=${label} title=${label} disabled=${disabled}
    aria-pressed=${pressed === undefined ? undefined : String(pressed)} onClick=${onClick}><${Icon} name=${icon} /></button>`;
}

// The first picture outside this job, where the eye goes when it is deleted.
function placeAfter(viewed) {
  for (const step of [1, -1]) {
    for (let one = neighbour(viewed, step); one; one = neighbour(one, step)) {
      if (one.job_id !== viewed.job_id) return one;
    }
  }
  return null;
}

// Before the picture is painted: an arrow pressed as soon as it is seen must count.
function useViewerKeys({ go, setView, isPlain }) {
  useLayoutEffect(() => {
    const onKey = (event) => {
      if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      const does = {
        ArrowLeft: () => go(-1),
        ArrowRight: () => go(1),
        "+": () => isPlain && setView(zoomSteps.in),
        "=": () => isPlain && setView(zoomSteps.in),
        "-": () => isPlain && setView(zoomSteps.out),
        0: () => setView(FITTED),
      }[event.key];
      if (!does) return;
      event.preventDefault();
      does();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}

function Bar({ job, pictures, mode, setMode, view, setView, hasDetails, setDetails }) {
  const isPlain = mode === "one";
  const toggle = (wanted) => setMode(mode === wanted ? "one" : wanted);
  return html`<div class="viewer-bar">
    <div class="viewer-tools">
      ${pictures.length > 1 && html`<${Tool} label="Side by side" icon="columns" pressed=${mode === "side"} onClick=${() => toggle("side")} />`}
      ${job.references?.length > 0 && html`<${Tool} label="Compare" icon="compare" pressed=${mode === "compare"} onClick=${() => toggle("compare")} />`}
    </div>
    <div class="viewer-tools">
      <${Tool} label="Zoom out" icon="zoom_out" disabled=${!isPlain || view.scale === 1} onClick=${() => setView(zoomSteps.out)} />
      <span class="viewer-scale" aria-live="off">${Math.round(view.scale * 100)}%</span>
      <${Tool} label="Zoom in" icon="zoom_in" disabled=${!isPlain} onClick=${() => setView(zoomSteps.in)} />
      <${Tool} label="Fit to the screen" icon="fit" disabled=${!isPlain || view.scale === 1} onClick=${() => setView(FITTED)} />
    </div>
    <div class="viewer-tools">
      <${Tool} label="Show details" icon="info" pressed=${hasDetails} onClick=${() => setDetails(!hasDetails)} />
      <${Tool} label="Close" icon="close" onClick=${closeViewer} />
    </div>
  </div>`;
}

export function Viewer({ viewed }) {
  usePictures(); // redraws when neighbours come and go
  const job = useStore(jobStore, () => findJob(viewed.job_id));
  const [view, setView] = useState(FITTED);
  const [wanted, setMode] = useState("one"); // "one", "compare", "side"
  const [hasDetails, setDetails] = useState(innerWidth > 900);
  const shown = job ?? findJob(viewed.job_id);
  const pictures = shown ? picturesOf(shown) : [];
  const picture = pictures.find((one) => one.index === viewed.index);
  const canShow = { one: true, compare: shown?.references?.length > 0, side: pictures.length > 1 };
  const mode = canShow[wanted] ? wanted : "one";
  const before = neighbour(viewed, -1);
  const after = neighbour(viewed, 1);
  const go = (step) => {
    const next = step < 0 ? before : after;
    if (!next) return;
    setView(FITTED);
    if (next.job_id !== viewed.job_id) setMode("one"); // the neighbour belongs to another comparison
    openViewer(next);
  };
  useViewerKeys({ go, setView, isPlain: mode === "one" });
  useEffect(() => {
    if (!picture) closeViewer();
  }, [picture]);
  if (!picture) return null;
  const onDelete = () => {
    const next = placeAfter(viewed);
    deleteJob(shown);
    setView(FITTED);
    setMode("one");
    if (next) openViewer(next);
    else closeViewer();
  };
  return html`<${Dialog} label="Picture" className=${`viewer ${hasDetails ? "has-details" : ""}`} closesOutside=${false} onClose=${closeViewer}>
    <div class="viewer-main">
      <${Bar} job=${shown} pictures=${pictures} mode=${mode} setMode=${setMode} view=${view} setView=${setView} hasDetails=${hasDetails} setDetails=${setDetails} />
      <div class="viewer-stage">
        ${mode === "one" && html`<${Stage} picture=${picture} view=${view} setView=${setView} onSwipe=${go} />`}
        ${mode === "compare" && html`<${BeforeAfter} picture=${picture} references=${shown.references} />`}
        ${mode === "side" &&
        html`<${SideBySide} pictures=${pictures} current=${picture.index} onChoose=${(one) => {
          setMode("one");
          openViewer(one);
        }} />`}
        <${Tool} label="Previous" icon="left" className="viewer-step is-before" disabled=${!before} onClick=${() => go(-1)} />
        <${Tool} label="Next" icon="right" className="viewer-step is-after" disabled=${!after} onClick=${() => go(1)} />
      </div>
    </div>
    ${hasDetails && html`<${Details} job=${shown} picture=${picture} onDelete=${onDelete} />`}
  <//>`;
}
