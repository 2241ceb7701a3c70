/**
 * One scale for everything signed: orange adds, blue takes away, the page's neutral
 * tone is exactly zero. Orange and blue stay apart for every common form of colour
 * blindness. Ink has a gray scale of its own.
 */

/** @typedef {[number, number, number]} Rgb each 0-255 */
/** @typedef {"light" | "dark"} Theme */
/** @typedef {(share: number, theme?: Theme) => Rgb} Scale share: -1..1 */

/** @type {Record<Theme, {negative: Rgb, zero: Rgb, positive: Rgb}>} */
const STOPS = {
  light: { negative: [33, 102, 172], zero: [244, 244, 246], positive: [194, 84, 10] },
  dark: { negative: [106, 176, 243], zero: [34, 36, 44], positive: [255, 160, 72] },
};
/** @type {Record<Theme, {paper: Rgb, ink: Rgb}>} */
const INK = {
  light: { paper: [255, 255, 255], ink: [20, 20, 24] },
  dark: { paper: [20, 21, 26], ink: [245, 245, 247] },
};

/** @returns {Theme} the one that Gradio shows */
function shownTheme() {
  return document.body.classList.contains("dark") ? "dark" : "light";
}

/**
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} share
 * @returns {Rgb}
 */
function mix(from, to, share) {
  /** @param {0 | 1 | 2} i */
  const channel = (i) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [channel(0), channel(1), channel(2)];
}

/** @type {Scale} beyond -1 and 1 the colour stays at its end */
export function signedColor(share, theme = shownTheme()) {
  const { negative, zero, positive } = STOPS[theme];
  return mix(zero, share < 0 ? negative : positive, Math.min(Math.abs(share), 1));
}

/** @type {Scale} 0 is paper, 1 full ink */
export function inkColor(share, theme = shownTheme()) {
  const { paper, ink } = INK[theme];
  return mix(paper, ink, Math.min(Math.max(share, 0), 1));
}

/** @param {Rgb} color */
export const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;

/**
 * Black or white, whichever reads better on a colour (WCAG's relative luminance).
 *
 * @param {Rgb} color
 */
export function readableOn(color) {
  const [red, green, blue] = color.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

/**
 * A CSS gradient over a part of the scale, for legends.
 *
 * @param {Scale} color
 * @param {number} from
 * @param {number} to
 */
export function gradient(color, from, to) {
  const stops = Array.from({ length: 9 }, (_, i) =>
    css(color(from + ((to - from) * i) / 8)),
  );
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

/**
 * Paint a square of values, one canvas pixel each.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values
 * @param {Scale} color
 * @param {number} scale the value that gets the full colour
 * @param {number} [first] where in `values` the canvas's begin
 */
export function paint(canvas, values, color, scale, first = 0) {
  const { context, picture, pixels } = pictureOf(canvas);
  const palette = paletteOf(color, shownTheme());
  for (let i = 0; i < pixels.length; i++) {
    const share = Math.min(Math.max(values[first + i] / scale, -1), 1);
    pixels[i] = palette[Math.round((share + 1) * STEPS)];
  }
  context.putImageData(picture, 0, 0);
}

/** @type {WeakMap<HTMLCanvasElement, ReturnType<typeof makePicture>>} */
const pictures = new WeakMap();

/** @param {HTMLCanvasElement} canvas is never resized */
function pictureOf(canvas) {
  let picture = pictures.get(canvas);
  if (!picture) {
    picture = makePicture(canvas);
    pictures.set(canvas, picture);
  }
  return picture;
}

/** @param {HTMLCanvasElement} canvas */
function makePicture(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const picture = context.createImageData(canvas.width, canvas.height);
  return { context, picture, pixels: new Uint32Array(picture.data.buffer) };
}

const STEPS = 255; // on each side of zero
/** @type {Map<string, Uint32Array>} */
const palettes = new Map();

/**
 * @param {Scale} color
 * @param {Theme} theme
 * @returns {Uint32Array} the pixels from -1 to 1, as the machine orders their bytes
 */
function paletteOf(color, theme) {
  const key = `${color.name} ${theme}`;
  let palette = palettes.get(key);
  if (!palette) {
    const bytes = Array.from({ length: 2 * STEPS + 1 }, (_, i) => [
      ...color(i / STEPS - 1, theme),
      255,
    ]);
    palette = new Uint32Array(Uint8Array.from(bytes.flat()).buffer);
    palettes.set(key, palette);
  }
  return palette;
}
