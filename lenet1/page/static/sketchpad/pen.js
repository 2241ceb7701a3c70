/** One pen at a time whose strokes all end: the editor sees to neither. */

import { neverFling } from "../dom.js";

const EARLY = { capture: true }; // before the editor's own handlers

/** @param {import("./editor.js").Editor} editor */
export function keepToOnePen({ root, canvas, chooseBrush, isDrawing, endStroke }) {
  for (const name of /** @type {const} */ (["pointerdown", "pointermove", "pointerup"]))
    root.addEventListener(name, stopOthers, EARLY);
  root.addEventListener("pointerdown", chooseBrush, EARLY);
  // The wheel shall scroll the page; nothing here needs zoom.
  root.addEventListener("wheel", (event) => event.stopPropagation(), EARLY);
  // The editor knows no pointercancel, and would go on drawing with the next touch.
  addEventListener("pointercancel", endStroke, EARLY);
  // Nor does it notice a pen that was lifted where it could not see, or a context menu.
  addEventListener(
    "pointermove",
    ({ isPrimary, buttons }) => {
      if (isPrimary && buttons === 0 && isDrawing()) endStroke();
    },
    EARLY,
  );
  addEventListener("blur", endStroke);
  neverFling(canvas);
}

/**
 * The editor draws with second fingers and with the right button too.
 *
 * @param {PointerEvent} event
 */
function stopOthers(event) {
  const pen = event.isPrimary && (event.type !== "pointerdown" || event.button === 0);
  if (!pen) event.stopImmediatePropagation();
}
