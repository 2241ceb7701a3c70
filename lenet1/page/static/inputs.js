/**
 * What is read: Gradio's sketchpad with the live path, the same with Gradio's own upload,
 * the small pad of our own, or a photo in their place.
 */

import { find } from "./dom.js";
import { createKeyboardPad } from "./pad/keyboard.js";
import { createLivePad } from "./pad/live.js";
import { watchArrivals } from "./photo/arrivals.js";
import { createPhoto } from "./photo/photo.js";
import * as say from "./sentences.js";
import { useStockEvent } from "./sketchpad/stock.js";

/** @typedef {import("./sketchpad/strokes.js").Segment} Segment */
/** @typedef {import("./pad/paper.js").Frame} Frame */
/** @typedef {import("./pad/live.js").Pad} Pad */

const OWN = "own-pad"; // classes of the body: our pad is the one in view,
const PHOTO = "photo-view"; // a photo covers it

/**
 * @param {object} options
 * @param {import("./photo/file.js").Limits} options.limits of a photo
 * @param {(frame: Frame) => void} options.onFrame
 * @param {() => void} options.onStock what the stock event read is in view again
 */
export function connectInputs({ limits, onFrame, onStock }) {
  const root = find("#ownpad .ownpad");
  const toggle = find("#examples .keyboard");
  const photoLink = find("#examples .photo-link");
  const photo = createPhoto(find("#photo .photo"), find("#examples .read"), {
    limits,
    onFrame: (frame) => photoInView() && onFrame(frame),
  });
  /** @type {Frame | null} */
  let drawn = null; // the last of a pad that is drawn on
  /** @type {Pad | null} */
  let live = null; // the sketchpad, once it is watched
  /** @type {Pad | null} */
  let own = null; // our own pad, once it is wanted
  const ownInView = () => document.body.classList.contains(OWN);
  const photoInView = () => document.body.classList.contains(PHOTO);
  const current = () => (ownInView() ? own : live);

  /** @param {Frame} frame */
  function onDrawn(frame) {
    drawn = frame;
    if (!photoInView()) onFrame(frame);
  }

  /** @returns {Promise<"live" | "stock" | "own">} */
  async function start() {
    if (!hasWebGL()) {
      toggle.remove();
      useOwn(true);
      return "own";
    }
    live = await createLivePad("pad", onDrawn, () => {
      // Phones do that in the background; the sketchpad stays white from then on.
      toggle.remove();
      if (!ownInView()) useOwn(true);
    });
    if (!live) useStockEvent();
    return live ? "live" : "stock";
  }

  /**
   * The drawing goes along. @param {boolean} wanted
   */
  function useOwn(wanted) {
    const before = current();
    const drawing = before?.drawing() ?? [];
    before?.clear();
    document.body.classList.toggle(OWN, wanted);
    toggle.textContent = wanted ? say.backToSketchpad : say.TEXTS.keyboard;
    if (wanted) own ??= createKeyboardPad(root, { onFrame: onDrawn });
    if (drawing.length) current()?.load(drawing);
  }

  /**
   * What is drawn stays beneath. @param {boolean} wanted
   */
  function usePhoto(wanted) {
    document.body.classList.toggle(PHOTO, wanted);
    const back = ownInView() ? say.backToPad : say.backToSketchpad;
    photoLink.textContent = wanted ? back : say.TEXTS.photo;
    if (wanted) photo.show();
    else if (drawn) onFrame(drawn);
    else onStock();
  }

  toggle.addEventListener("click", () => {
    useOwn(!ownInView());
    current()?.focus();
  });
  photoLink.addEventListener("click", () => {
    usePhoto(!photoInView());
    if (photoInView()) photo.focus();
  });
  watchArrivals((file) => {
    usePhoto(true);
    photo.open(file);
  });

  const ready = start();
  return {
    ready,
    /** @param {Segment[]} drawing */
    demonstrate: (drawing) => current()?.demonstrate(drawing),
    /** Whether the stock event reads what is drawn. */
    stock: () => !current() && !photoInView(),
    /** @param {import("./pad/outline.js").Square | null} square */
    outline(square) {
      current()?.outline(photoInView() ? null : square);
      photo.outline(photoInView() ? square : null);
    },
    /**
     * Put a drawing on the pad, once there is one; without the live path, on our own.
     *
     * @param {Segment[]} drawing
     */
    async load(drawing) {
      await ready;
      if (!current()) useOwn(true);
      await current()?.load(drawing);
    },
    /** What is read as strokes; null where that is a photo, or known to Gradio alone. */
    drawing: () => (photoInView() ? null : (current()?.drawing() ?? null)),
  };
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}
