/**
 * The drawing once more, on a small 2D canvas that is cheap to read.
 *
 * Reading the editor's own pixels stalls on the GPU (up to 70 ms in software). The editor
 * keeps every stroke as segments, for redo, so the same strokes are painted here instead.
 */

/** @typedef {import("./editor.js").Segment} Segment */
/** @typedef {import("./editor.js").Command} Command */

/**
 * @typedef {object} Frame the drawing at half size, cropped to its ink
 * @property {number} x left edge of the crop
 * @property {number} y top edge of the crop
 * @property {number} width 0 where there is no ink
 * @property {number} height
 * @property {number} sheet the whole paper's side
 * @property {Uint8Array} pixels gray levels by rows, 255 = ink
 * @property {boolean} final no pen is down
 * @property {boolean} [example] nobody drew it
 */

/** Pixels of the pad's side, and of its pen's radius; `components.py` has the same. */
export const PAD = 280;
export const PEN = 13;

/** 140 x 140 of the pad's 280 x 280: still five times what the network sees. */
export const HALF = 0.5;

/**
 * @param {CanvasRenderingContext2D} context scaled to canvas pixels
 * @param {Command} command
 */
export function paintCommand(context, { stroke_data, image }) {
  if (stroke_data) paintSegments(context, stroke_data.segments);
  if (image) {
    const { a, d } = context.getTransform();
    context.drawImage(image, 0, 0, context.canvas.width / a, context.canvas.height / d);
  }
}

/**
 * The editor stamps circles a third of a radius apart; a thick line with round ends lies
 * within a seventieth of a radius of them.
 *
 * @param {CanvasRenderingContext2D} context scaled to canvas pixels
 * @param {Segment[]} segments
 */
export function paintSegments(context, segments) {
  context.lineCap = "round";
  for (const { from_x, from_y, to_x, to_y, size, mode } of segments) {
    context.globalCompositeOperation =
      mode === "erase" ? "destination-out" : "source-over";
    context.beginPath();
    if (Math.hypot(to_x - from_x, to_y - from_y) < 0.1) {
      context.arc(from_x, from_y, size, 0, 2 * Math.PI);
      context.fill();
    } else {
      context.lineWidth = 2 * size;
      context.moveTo(from_x, from_y);
      context.lineTo(to_x, to_y);
      context.stroke();
    }
  }
  context.globalCompositeOperation = "source-over";
}

/**
 * A new canvas, to be painted in the pad's pixels.
 *
 * @param {number} width of the pad
 * @param {number} height
 * @param {number} scale pixels of the canvas for one of the pad's
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function createContext(width, height, scale, settings) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", settings)
  );
  context.scale(canvas.width / width, canvas.height / height);
  return context;
}

/** @param {CanvasRenderingContext2D} context */
export function wipe(context) {
  context.save();
  context.resetTransform();
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context a paper at half size
 * @param {boolean} final
 * @returns {Frame}
 */
export function readInk(context, final) {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const box = inkBox(data, width, height);
  const pixels = new Uint8Array(box.width * box.height);
  let to = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    let from = 4 * (y * width + box.x) + 3;
    for (let x = 0; x < box.width; x++, from += 4) pixels[to++] = data[from];
  }
  return { ...box, sheet: width, pixels, final };
}

/**
 * @param {Uint8ClampedArray} data RGBA; the ink is in alpha, whatever its colour
 * @param {number} width
 * @param {number} height
 */
function inkBox(data, width, height) {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, at = 3; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      if (data[at] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top === height) top = y;
      bottom = y;
    }
  }
  if (bottom < 0) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
