/** A picture file, made small enough to be sent quickly. */

import { tooLarge } from "../sentences.js";
import { Unreadable } from "./wire.js";

const LIGHT = 1_000_000; // bytes; what has no more goes as it is
const QUALITY = 0.9; // of JPEG

/**
 * @typedef {object} Limits what the server takes; it comes with the network
 * @property {number} photo_bytes
 * @property {number} megapixels
 * @property {number} photo_side px; of a picture's longer side more is not looked at
 */

/**
 * The file itself, or a smaller picture of the same, turned as its EXIF says. What the
 * browser cannot open goes as it is: the server may.
 *
 * @param {File} file
 * @param {Limits} limits
 * @returns {Promise<Blob>} throws Unreadable for one that is too large to be sent
 */
export async function lightened(file, limits) {
  const light = await reduced(file, limits);
  if (light.size <= limits.photo_bytes) return light;
  throw new Unreadable(tooLarge(limits.photo_bytes / 1e6));
}

/**
 * An iPhone's own format, which the server cannot open, and of the browsers Safari alone.
 *
 * @param {File} file
 */
export const isHeic = ({ type, name }) => /hei[cf]/i.test(`${type} ${name}`);

/**
 * @param {File} file
 * @param {Limits} limits
 */
async function reduced(file, { megapixels, photo_side }) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return file;
  }
  const { width, height } = bitmap;
  if (!isHeic(file) && file.size <= LIGHT && width * height <= 1e6 * megapixels)
    return file;
  const scale = Math.min(photo_side / Math.max(width, height), 1);
  const context = onWhite(Math.ceil(width * scale), Math.ceil(height * scale));
  context.drawImage(bitmap, 0, 0, context.canvas.width, context.canvas.height);
  bitmap.close();
  const smaller = await encoded(context.canvas);
  return smaller && canvasesAreTrue() ? smaller : file;
}

/**
 * @param {number} width
 * @param {number} height
 */
function onWhite(width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  return context;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob | null>}
 */
const encoded = (canvas) =>
  new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));

/** A browser that resists fingerprinting gives noise for what a canvas holds. */
function canvasesAreTrue() {
  const { data } = onWhite(16, 16).getImageData(0, 0, 16, 16);
  return data.every((level) => level === 255);
}
