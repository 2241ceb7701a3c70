/**
 * Shows the ink on a 2D canvas above the editor's own while the pen is down, and lets the
 * editor's renderer rest meanwhile: the page keeps 60 frames a second without a GPU too,
 * and the ink follows the pen more closely than the stock editor's.
 */

import { createContext, paintSegments, wipe } from "./strokes.js";

const REST = 300; // ms after pen-up until the editor draws again; the last maps come first
const SWAP = 100; // ms from then until the editor's picture is surely on the screen

/** @param {import("./editor.js").Editor} editor */
export function createCover(editor) {
  const { width, height, host } = editor;
  const scale = Math.min(2, Math.ceil(devicePixelRatio * editor.place().scale));
  const context = createContext(width, height, scale);
  const { canvas } = context;
  canvas.ariaHidden = "true";
  canvas.className = "cover";
  host.append(canvas);

  editor.onPlace(() => {
    const { left, top, scale } = editor.place();
    canvas.style.left = `${left}px`;
    canvas.style.top = `${top}px`;
    canvas.style.width = `${width * scale}px`;
    canvas.style.height = `${height * scale}px`;
  });

  let timer = 0;

  /** Without letting the renderer rest: it may not have drawn its first picture yet. */
  function lay() {
    clearTimeout(timer);
    canvas.classList.add("shown");
  }

  function show() {
    lay();
    editor.rest();
  }

  /** Gives the pad back to the editor, a little later. */
  function release() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      editor.smooth();
      editor.wake();
      timer = setTimeout(() => canvas.classList.remove("shown"), SWAP);
    }, REST);
  }

  return {
    lay,
    show,
    release,
    wipe: () => wipe(context),
    /** @param {import("./strokes.js").Segment[]} segments */
    paint: (segments) => paintSegments(context, segments),
  };
}
