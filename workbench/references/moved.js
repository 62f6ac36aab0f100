// references/moved.js
//
// A list with one entry moved to another place. A place outside the list changes nothing.
//
// Used by   references/reference_list.js
// Proven by tests/workbench/small_parts.test.mjs
export function moved(list, from, to) {
  if (from === to || to < 0 || to >= list.length) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}
