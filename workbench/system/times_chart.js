// system/times_chart.js
//
// How long the recent jobs waited and drew, oldest on the left: one bar each, as plain SVG.
//
// Used by   system/system_place.js
// Traps     The chart is a picture to a screen reader, with its sums in words; each bar tells its numbers on hovering.
import { html } from "../vendor/preact_htm.js";
import { duration, plural, sizeText } from "../plain_words.js";

const SHOWN = 60;
const FEWEST = 24; // places on the axis, however few jobs there were
const HEIGHT = 140;
const BAR = 10;
const GAP = 4;

// A round number at or above the largest time, for the axis.
export function axisTop(seconds) {
  const power = 10 ** Math.floor(Math.log10(Math.max(seconds, 0.1)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= seconds);
}

export function median(numbers) {
  if (numbers.length === 0) return 0;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function Bar({ job, x, scale }) {
  const drew = job.drew_seconds * scale;
  const waited = job.waited_seconds * scale;
  return html`<g class=${job.state === "succeeded" ? "" : "is-other"}>
    <title>${`${duration(job.drew_seconds)} drawing, ${duration(job.waited_seconds)} waiting: ${plural(job.images, "picture")}, ${sizeText(job.size)}, ${job.model}, ${job.state}`}</title>
    <rect class="hit" x=${x - GAP / 2} y="0" width=${BAR + GAP} height=${HEIGHT} />
    <rect class="waited" x=${x} y=${HEIGHT - drew - waited} width=${BAR} height=${waited} rx="1.5" />
    <rect class="drew" x=${x} y=${HEIGHT - drew} width=${BAR} height=${Math.max(1, drew)} rx="1.5" />
  </g>`;
}

export function TimesChart({ recent }) {
  const jobs = recent.slice(0, SHOWN).reverse();
  if (jobs.length === 0) return html`<section class="card"><h2>Times</h2><p class="note">Nothing has been drawn since the start.</p></section>`;
  const top = axisTop(Math.max(...jobs.map((job) => job.waited_seconds + job.drew_seconds)));
  const places = Math.max(FEWEST, jobs.length);
  const width = places * (BAR + GAP);
  const drew = median(jobs.map((job) => job.drew_seconds));
  const waited = median(jobs.map((job) => job.waited_seconds));
  const words = `The last ${plural(jobs.length, "job")}: half drew in ${duration(drew)} or less and waited ${duration(waited)} or less`;
  return html`<section class="card times" aria-labelledby="times-title">
    <div class="card-head"><h2 id="times-title">Times</h2><p class="note">${words}.</p>
      <ul class="legend"><li class="is-own">Drawing</li><li class="is-waiting">Waiting</li></ul></div>
    <div class="chart">
      <span class="chart-top note" aria-hidden="true">${duration(top).replace(".0", "")}</span>
      <svg viewBox=${`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${words}>
        ${[0.25, 0.5, 0.75].map((share) => html`<line key=${share} x1="0" x2=${width} y1=${HEIGHT * share} y2=${HEIGHT * share} />`)}
        ${jobs.map((job, at) => html`<${Bar} key=${at} job=${job} x=${(places - jobs.length + at) * (BAR + GAP) + GAP / 2} scale=${HEIGHT / top} />`)}
      </svg>
    </div>
  </section>`;
}
