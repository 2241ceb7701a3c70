/**
 * What is read: one of the pads, where Gradio's sketchpad may send its value by Gradio's
 * own upload, or a photo in their place.
 */

import { find } from "./dom.js";
import { createPads } from "./pad/pads.js";
import { watchKeys } from "./pad/undo.js";
import { watchArrivals } from "./photo/arrivals.js";
import { createOffer } from "./photo/offer.js";
import { createPhoto } from "./photo/photo.js";
import * as say from "./sentences.js";
import { hides } from "./share/lesson.js";

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
  const photo = createPhoto(find("#photo .photo"), find("#examples .read"), {
    limits,
    onFrame: (frame) => photoInView() && onFrame(frame),
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
   * What is drawn stays beneath. @param {boolean} wanted
   */
  function usePhoto(wanted) {
    document.body.classList.toggle(PHOTO, wanted);
    photoLink.textContent = wanted ? say.closePhoto : say.TEXTS.photo;
    if (wanted) return photo.show();
    photo.close();
    if (drawn) onFrame(drawn);
    else onStock();
  }

  photoLink.addEventListener("click", () => {
    usePhoto(!photoInView());
    if (photoInView()) photo.focus();
  });

  /** @param {File} file */
  function read(file) {
    if (hides("photo")) return; // the lesson is about something else
    usePhoto(true);
    photo.open(file);
  }

  watchArrivals(read);
  watchKeys({
    undo: () => (photoInView() ? usePhoto(false) : pads.undo()),
    redo: () => photoInView() || pads.redo(),
  });

  return {
    ready: pads.ready,
    panels: hides("photo") ? [] : [() => createOffer(read)],
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
      photo.outline(photoInView() ? square : null);
    },
  };
}
