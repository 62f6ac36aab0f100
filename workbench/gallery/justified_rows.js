// gallery/justified_rows.js
//
// Where every picture of the gallery lies, by arithmetic alone: rows of equal height that fill the width exactly. Five
// thousand pictures take a few milliseconds, so nothing is measured and only visible rows are ever drawn.
//
// Used by   gallery/picture_grid.js
// Traps     Rows are filled from the start, so appending pictures never moves those that are there (but the unfinished
//           last row). An unfinished last row keeps the wanted height instead of being stretched.
// Proven by tests/workbench/justified_rows.test.mjs

// Extreme panoramas and towers would make rows absurd; they are cropped to these.
const NARROWEST = 0.5;
const WIDEST = 2.6;

export const shownRatio = (picture) => Math.min(WIDEST, Math.max(NARROWEST, picture.width / picture.height));

// Rows [{top, height, first, widths}] and the height of them all.
//   pictures   with width and height
//   width      to fill, in CSS pixels
export function layRows(pictures, { width, wanted_height, gap }) {
  const rows = [];
  let top = 0;
  let first = 0;
  let ratios = [];
  let sum = 0;

  const close = (height) => {
    rows.push({ top, height, first, widths: ratios.map((ratio) => ratio * height) });
    top += height + gap;
    first += ratios.length;
    ratios = [];
    sum = 0;
  };

  for (const picture of pictures) {
    const ratio = shownRatio(picture);
    ratios.push(ratio);
    sum += ratio;
    const height = (width - gap * (ratios.length - 1)) / sum;
    if (height <= wanted_height) close(height);
  }
  if (ratios.length > 0) close(Math.min(wanted_height, (width - gap * (ratios.length - 1)) / sum));
  return { rows, height: Math.max(0, top - gap) };
}

// The first row whose lower edge is below `y`; rows.length if there is none.
export function rowAt(rows, y) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].top + rows[middle].height > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Indices [from, to) of the rows that touch the band from `top` to `bottom`.
export function rowsBetween(rows, top, bottom) {
  const from = rowAt(rows, top);
  let to = from;
  while (to < rows.length && rows[to].top < bottom) to += 1;
  return [from, to];
}

// The row a picture lies in.
export function rowOfPicture(rows, index) {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle].first <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

// The picture above (-1) or below (+1) another: the one whose middle is nearest.
export function neighbourInRow(rows, index, step, gap) {
  const here = rowOfPicture(rows, index);
  const there = rows[here + step];
  if (!there) return index;
  const middleOf = (row, at) => row.widths.slice(0, at).reduce((left, width) => left + width + gap, 0) + row.widths[at] / 2;
  const wanted = middleOf(rows[here], index - rows[here].first);
  let best = 0;
  there.widths.forEach((_, at) => {
    if (Math.abs(middleOf(there, at) - wanted) < Math.abs(middleOf(there, best) - wanted)) best = at;
  });
  return there.first + best;
}
