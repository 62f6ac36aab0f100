// plain_words.js
//
// Numbers and times as people say them.
//
// Used by   every region.
// Proven by tests/workbench/plain_words.test.mjs

export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

// 3.24 -> "3.2 s", 75 -> "1 min 15 s", 9000 -> "2 h 30 min"
export function duration(seconds) {
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

// An estimate never pretends to be exact: "about 4 s".
export function aboutSeconds(seconds) {
  if (seconds < 1) return "a moment";
  return `about ${duration(seconds < 60 ? Math.round(seconds) : Math.round(seconds / 15) * 15).replace(".0 s", " s")}`;
}

// 1536 -> "1.5 KiB"
export function bytes(count) {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let value = count;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  return unit === 0 ? plural(count, "byte") : `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

// "1024x768" -> "1024 × 768"
export const sizeText = (size) => String(size).replace("x", " × ");

export const megapixels = (pixels) => `${(pixels / 1e6).toFixed(pixels < 1e5 ? 2 : 1)} megapixels`;

// How long ago, coarsely; older than a day as a date.
export function ago(time, now = Date.now()) {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
}
