/** The photo over nearly all of the window, and the chosen digit beside it, magnified. */

import { make, makeButton } from "../dom.js";
import { closeLarge, largePhoto } from "../sentences.js";

/** @typedef {import("./wire.js").Digit} Digit */
/** @typedef {import("./picture.js").Media} Media */

const SIDE = 156; // CSS px of the magnified square
const ROOM = 1.2; // that it shows, in longer sides of the digit's box

/**
 * @param {HTMLElement} home where the picture is at other times
 * @param {HTMLElement} picture with its boxes
 */
export function createLarge(home, picture) {
  const scale = Math.ceil(devicePixelRatio);
  const canvas = make("canvas", { width: SIDE * scale, height: SIDE * scale });
  canvas.ariaHidden = "true";
  const words = make("p", { "aria-hidden": "true" });
  const close = makeButton("close-large", closeLarge);
  const beside = make("div", { class: "beside" }, canvas, words, close);
  const dialog = make("dialog", { class: "large", "aria-label": largePhoto }, beside);
  home.after(dialog);

  /** At once: the event that tells of it comes later, when it may be open again. */
  function shut() {
    dialog.close();
    putBack();
  }

  function putBack() {
    if (!dialog.open && dialog.contains(picture)) home.prepend(picture);
  }

  close.addEventListener("click", shut);
  dialog.addEventListener("close", putBack);
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) shut(); // beside all that is in it
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // it closes this, and no more
    event.preventDefault();
    shut();
  });

  return {
    close: shut,
    open() {
      if (dialog.open) return;
      dialog.append(picture);
      dialog.showModal();
    },
    /**
     * @param {Media} media
     * @param {Digit} digit
     * @param {number} pixel px of the media for one of the photo's
     * @param {string} text
     */
    mark({ element }, { box }, pixel, text) {
      const [left, top, width, height] = box.map((length) => length * pixel);
      const side = ROOM * Math.max(width, height);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      const x = left + (width - side) / 2;
      const y = top + (height - side) / 2;
      context.drawImage(element, x, y, side, side, 0, 0, canvas.width, canvas.height);
      words.textContent = text;
    },
  };
}
