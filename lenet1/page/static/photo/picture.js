/** The photo itself, whole, in the middle of its square. */

import { make } from "../dom.js";

/** @typedef {import("./wire.js").Page} Page */

/**
 * @typedef {object} Media
 * @property {HTMLImageElement | HTMLCanvasElement} element
 * @property {number} width
 * @property {number} height
 */

/**
 * A picture that is ready to be shown; null where this browser cannot open it.
 *
 * @param {Blob} file
 * @returns {Promise<Media | null>}
 */
export async function opened(file) {
  const url = URL.createObjectURL(file);
  const element = make("img", { alt: "", src: url });
  try {
    await element.decode();
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url); // the picture is in memory, or never will be
  }
  return { element, width: element.naturalWidth, height: element.naturalHeight };
}

/**
 * In the place of a picture that only the server could open: the ink that it found.
 *
 * @param {Page} page
 * @returns {Media}
 */
export function painted({ size, digits }) {
  const [width, height] = size;
  const element = make("canvas", { width, height, "aria-hidden": "true" });
  const context = /** @type {CanvasRenderingContext2D} */ (element.getContext("2d"));
  for (const { box, ink } of digits) {
    const image = new ImageData(ink.width, ink.height);
    for (const [i, level] of ink.pixels.entries()) image.data[4 * i + 3] = level;
    const own = make("canvas", { width: ink.width, height: ink.height });
    own.getContext("2d")?.putImageData(image, 0, 0);
    context.drawImage(own, ...box);
  }
  return { element, width, height };
}

export function createPicture() {
  const boxes = make("div", { class: "boxes" });
  const element = make("div", { class: "picture", hidden: true }, boxes);

  /** @param {Media | null} media */
  function show(media) {
    element.hidden = !media;
    if (!media) return;
    element.style.setProperty("--ratio", `${media.width / media.height}`);
    element.replaceChildren(
      media.element,
      ...[...element.children].filter((one) => !one.matches("img, canvas")),
    );
  }

  return { element, boxes, show };
}
