/** A drawing as a picture file, without a canvas: some browsers give noise for those. */

/** @typedef {import("../pad/paper.js").Frame} Frame */

const HEAD = 54; // bytes: of the file, then of the picture
const GRAYS = 256;
const AROUND = 0.25; // of the drawing's longer side: paper that a page would have

/**
 * A BMP of 8 bits, black on white.
 *
 * @param {Frame} frame with ink
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bitmapOf({ width, height, pixels }) {
  const margin = Math.ceil(AROUND * Math.max(width, height));
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const row = 4 * Math.ceil(wide / 4); // rows begin at multiples of 4 bytes
  const start = HEAD + 4 * GRAYS;
  const file = new Uint8Array(start + row * high).fill(255, start);
  const head = new DataView(file.buffer);
  file.set([0x42, 0x4d]); // "BM"
  for (const [at, value] of [
    [2, file.length],
    [10, start],
    [14, HEAD - 14],
    [18, wide],
    [22, -high], // from the top
    [26, 1 | (8 << 16)], // one plane, 8 bits
    [46, GRAYS],
  ])
    head.setInt32(at, value, true);
  for (let gray = 0; gray < GRAYS; gray++)
    file.set([gray, gray, gray], HEAD + 4 * gray);
  for (const [i, level] of pixels.entries()) {
    const y = margin + Math.floor(i / width);
    file[start + y * row + margin + (i % width)] = 255 - level;
  }
  return file;
}
