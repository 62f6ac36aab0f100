// run/job_states.js
//
// What the states of a job mean to the page.
//
// Used by   run/, frame/header.js

// It will still change by itself.
export const isActive = (job) => job.state === "queued" || job.state === "running";
