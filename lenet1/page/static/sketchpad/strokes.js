/** Strokes on a canvas that is looked at. */

/**
 * @typedef {object} Segment one movement of the pen, in canvas pixels
 * @property {number} from_x
 * @property {number} from_y
 * @property {number} to_x
 * @property {number} to_y
 * @property {number} size radius
 * @property {"draw" | "erase"} mode
 */

/**
 * A new canvas, to be painted in the pad's pixels.
 *
 * @param {number} width of the pad
 * @param {number} height
 * @param {number} scale pixels of the canvas for one of the pad's
 */
export function createContext(width, height, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(canvas.width / width, canvas.height / height);
  return context;
}

/**
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

/** @param {CanvasRenderingContext2D} context */
export function wipe(context) {
  context.save();
  context.resetTransform();
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}
