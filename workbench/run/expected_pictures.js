// run/expected_pictures.js
//
// How many frames a job shows while its pictures are still to come.
//
// Used by   run/job_card.js, run/job_progress.js, run/developing_picture.js
// Traps     A job is planned when its turn comes, and lists all its pictures from then on. Until then only "at most so
//           many" is known of a group.
// Proven by tests/workbench/expected_pictures.test.mjs
import { isActive } from "./job_states.js";

export function expectedPictures(job) {
  if (!isActive(job) || job.images.length > 0) return job.images.length;
  const { count = 1, group_max: groupMax = 1 } = job.parameters ?? {};
  return count * groupMax;
}

// One entry for each, those that are there with what is known about them.
export function framesOf(job) {
  return Array.from({ length: expectedPictures(job) }, (_, index) => job.images.find((image) => image.index === index) ?? { index });
}
