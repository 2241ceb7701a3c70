/** The paper of Gradio's image editor: its size, where it lies, and that it stays there. */

const MARGIN = 30; // px around the paper: `border_padding` in `tools/zoom.ts`
const NEAR = 0.01; // px; the screen is rounded to pixels of the device

/**
 * @param {any} raw
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} host the canvas's parent
 */
export const paperOf = (raw, canvas, host) => ({
  width: /** @type {number} */ (raw.width),
  height: /** @type {number} */ (raw.height),

  /** Where the paper lies in the host, in CSS pixels, and its scale. */
  place: () => ({
    left: canvas.offsetLeft + raw.position_value.x,
    top: canvas.offsetTop + raw.position_value.y,
    scale: /** @type {number} */ (raw.scale_value),
  }),

  /** @param {() => void} callback called at once, and whenever the paper has moved */
  onPlace(callback) {
    raw.scale.subscribe(callback);
    raw.position.subscribe(callback);
  },

  /**
   * In the middle of its host, and as large as that allows, from now on. The editor does so
   * too, but misses sizes: the second of two in quick succession, which it measures while
   * its renderer has the first; one before the renderer is there; and all of them until the
   * second editor beside it, for cropping, has started. A wheel over the paper would move
   * it and hold the page.
   */
  keepInTheMiddle() {
    new ResizeObserver(() => toTheMiddle(raw, host)).observe(host);
    const options = { capture: true };
    host.addEventListener("wheel", (event) => event.stopPropagation(), options);
  },
});

/**
 * @param {any} raw
 * @param {HTMLElement} host
 */
function toTheMiddle(raw, { clientWidth, clientHeight }) {
  if (!clientWidth || !clientHeight) return; // it is hidden
  const { screen } = raw.app;
  if (differ(screen.width, clientWidth, 1) || differ(screen.height, clientHeight, 1))
    raw.resize_canvas(clientWidth, clientHeight);
  const scale = Math.min(
    (screen.width - 2 * MARGIN) / raw.width,
    (screen.height - 2 * MARGIN) / raw.height,
  );
  const x = (screen.width - raw.width * scale) / 2;
  const y = (screen.height - raw.height * scale) / 2;
  const { position_value: now, scale_value } = raw;
  if (
    differ(now.x, x) ||
    differ(now.y, y) ||
    differ(scale_value * raw.width, scale * raw.width)
  )
    raw.set_image_properties({ scale, position: { x, y }, animate: false });
}

/** @type {(a: number, b: number, by?: number) => boolean} */
const differ = (a, b, by = NEAR) => Math.abs(a - b) > by;
