/**
 * What is read: one of the pads, where Gradio's sketchpad may send its value by Gradio's
 * own upload, or a photo in their place.
 */

import { find, hides } from "./dom.js";
import { createPads } from "./pad/pads.js";
import { watchKeys } from "./pad/undo.js";
import { watchArrivals } from "./photo/arrivals.js";
import { createOffer } from "./photo/offer.js";
import * as say from "./sentences.js";
import { opens } from "./wanted.js";

/** @typedef {import("./sketchpad/strokes.js").Segment} Segment */
/** @typedef {import("./pad/paper.js").Frame} Frame */

const PHOTO = "photo-view"; // a class of the body: a photo covers the pad

/**
 * @param {object} options
 * @param {import("./photo/file.js").Limits} options.limits of a photo
 * @param {(frame: Frame) => void} options.onFrame
 * @param {() => void} options.onClear the drawing was thrown away, by intent
 * @param {() => void} options.onStock what the stock event read is in view again
 */
export function connectInputs({ limits, onFrame, onClear, onStock }) {
  const photoLink = find("#examples .photo-link");
  /** @type {ReturnType<typeof import("./photo/photo.js").createPhoto> | null} */
  let photo = null; // once it is wanted
  const makePhoto = opens(photoLink, async () => {
    const { createPhoto } = await import("./photo/photo.js");
    photo = createPhoto(find("#photo .photo"), find("#examples .read"), {
      limits,
      onFrame: (frame) => photoInView() && onFrame(frame),
    });
    return photo;
  });
  /** @type {Frame | null} */
  let drawn = null; // the last of a pad that is drawn on
  const photoInView = () => document.body.classList.contains(PHOTO);
  const pads = createPads({
    frame(frame) {
      drawn = frame;
      if (!photoInView()) onFrame(frame);
    },
    clear: onClear,
  });

  /**
   * What is drawn stays beneath.
   *
   * @param {(its: NonNullable<typeof photo>) => void} then
   */
  async function openPhoto(then) {
    const its = await makePhoto();
    document.body.classList.add(PHOTO);
    photoLink.textContent = say.closePhoto;
    its.show();
    then(its);
  }

  function closePhoto() {
    document.body.classList.remove(PHOTO);
    photoLink.textContent = say.TEXTS.photo;
    photo?.close();
    if (drawn) onFrame(drawn);
    else onStock();
  }

  photoLink.addEventListener("click", () => {
    if (photoInView()) closePhoto();
    else openPhoto((its) => its.focus());
  });
  watchArrivals((file) => {
    // Another lesson is about something else.
    if (!hides("photo")) openPhoto((its) => its.open(file));
  });
  watchKeys({
    undo: () => (photoInView() ? closePhoto() : pads.undo()),
    redo: () => photoInView() || pads.redo(),
  });

  return {
    ready: pads.ready,
    panels: hides("photo")
      ? []
      : [() => createOffer((frame) => openPhoto((its) => its.openDrawing(frame)))],
    /** What is read as strokes; null where that is a photo, or known to Gradio alone. */
    drawing: () => (photoInView() || !pads.current() ? null : pads.drawing()),
    load: pads.load,
    /** @param {Segment[]} drawing */
    demonstrate: (drawing) => pads.current()?.demonstrate(drawing),
    /** Whether the stock event reads what is drawn. */
    stock: () => !pads.current() && !photoInView(),
    /** @param {import("./pad/outline.js").Square | null} square */
    outline(square) {
      pads.current()?.outline(photoInView() ? null : square);
      photo?.outline(photoInView() ? square : null);
    },
  };
}
