// run/expected_pictures.js
//
// How many frames a job shows while its pictures are still to come.
//
// Used by   run/job_events.js (keeps the bound), run/job_card.js, run/job_progress.js, run/developing_picture.js
// Traps     A group is planned when it is drawn, and the server names its pictures one by one: until then only "at most
//           so many" is known. Progress narrows it: `share` is of the whole job, so picture number i being at share s
//           means that there are at most (i + 1) / s. The bound is loose again when the next picture begins, so the
//           smallest one heard so far is kept as `most_pictures`.
// Proven by tests/workbench/expected_pictures.test.mjs
import { isActive } from "./job_states.js";

const ROUNDING = 0.05; // the server's shares are not exact thirds

// The most pictures that a job can have, by one message of its progress and what was heard before.
export function mostPictures(job, { share, image_index: index }) {
  const before = job.most_pictures ?? Infinity;
  return share > 0 ? Math.min(before, Math.floor((index + 1) / share + ROUNDING)) : before;
}

export function expectedPictures(job) {
  const known = job.images.length;
  if (!isActive(job)) return known;
  const { count = 1, group_max: groupMax } = job.parameters ?? {};
  const bound = groupMax ? Math.min(count * groupMax, job.most_pictures ?? Infinity) : count;
  return Math.max(1, known, (job.progress?.image_index ?? 0) + 1, bound);
}

// One entry for each, those that are there with what is known about them.
export function framesOf(job) {
  return Array.from({ length: expectedPictures(job) }, (_, index) => job.images.find((image) => image.index === index) ?? { index });
}
