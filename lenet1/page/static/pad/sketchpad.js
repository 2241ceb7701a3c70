/** Watches a stock Gradio sketchpad and reports its drawing while the pen is down. */

import { neverFling } from "../dom.js";
import { createCover } from "./cover.js";
import { play } from "./demonstration.js";
import { findEditor } from "./editor.js";
import { createOutline } from "./outline.js";
import { createPaper } from "./paper.js";

/**
 * @param {string} id the sketchpad's `elem_id`
 * @param {(frame: import("./paper.js").Frame) => void} onFrame called with every
 *   animation frame that brings news while the pen is down
 * @param {() => void} onLost called when the browser took the sketchpad's WebGL away
 * @returns {Promise<import("./pads.js").Pad | null>} null where the editor isn't there, or
 *   isn't one we know
 */
export async function watchSketchpad(id, onFrame, onLost) {
  const editor = await findEditor(id);
  return editor && watch(editor, onFrame, onLost);
}

/**
 * @param {import("./editor.js").Editor} editor
 * @param {(frame: import("./paper.js").Frame) => void} onFrame
 * @param {() => void} onLost
 * @returns {import("./pads.js").Pad}
 */
function watch(editor, onFrame, onLost) {
  const { root, width, host } = editor;
  const paper = createPaper();
  const cover = createCover(editor);
  const outline = createOutline(host, editor.place);
  const edge = createOutline(host, editor.place, "edge");
  edge.show({ x: 0, y: 0, side: width, slant: 0 });
  for (const { update } of [outline, edge]) editor.onPlace(update);
  const painted = {
    stroke: /** @type {object | null} */ (null),
    count: 0,
  };
  let request = 0;
  /** @type {(() => void) | null} */
  let stopExample = null; // while an example is shown

  /** @param {import("./editor.js").Segment[]} segments */
  function demonstrate(segments) {
    host.classList.add("example");
    cover.lay();
    const stop = play(segments, (fresh, last) => {
      paint(fresh);
      onFrame({ ...paper.read(last), example: true });
    });
    stopExample = () => {
      stop();
      stopExample = null;
      host.classList.remove("example");
      onHistory();
    };
  }

  /** @param {boolean} final */
  function report(final) {
    cancelAnimationFrame(request);
    request = 0;
    onFrame(paper.read(final));
  }

  /** @param {import("./editor.js").Segment[]} segments */
  function paint(segments) {
    paper.paint(segments);
    cover.paint(segments);
  }

  /** Paints the drawing anew, as the editor itself remembers it. */
  function repaint() {
    paper.wipe();
    cover.wipe();
    paint(editor.drawing());
    painted.stroke = null;
    painted.count = 0;
  }

  /** Adds what the running stroke has gained. */
  function follow() {
    request = 0;
    const stroke = editor.runningStroke();
    if (stroke !== painted.stroke) {
      if (painted.count) repaint(); // the editor dropped the stroke before
      painted.stroke = stroke;
      painted.count = 0;
    }
    const fresh = stroke.slice(painted.count);
    painted.count = stroke.length;
    paint(fresh);
    if (fresh.length) report(false);
  }

  /** Runs after the editor's own handlers, which listen in the capture phase. */
  function onPointer() {
    if (!editor.isDrawing()) return;
    cover.show();
    request ||= requestAnimationFrame(follow);
  }

  function onHistory() {
    repaint();
    cover.show();
    cover.release();
    report(true);
  }

  const toolbar = new MutationObserver(editor.chooseBrush);
  toolbar.observe(root, { subtree: true, childList: true, attributeFilter: ["style"] });
  editor.chooseBrush();
  editor.openMargin();

  const early = { capture: true };
  for (const name of /** @type {const} */ (["pointerdown", "pointermove", "pointerup"]))
    root.addEventListener(name, stopOthers, early);
  for (const touch of ["pointerdown", "keydown"])
    root.addEventListener(touch, () => stopExample?.(), early);
  root.addEventListener("pointerdown", editor.chooseBrush, early);
  addEventListener("pointerdown", onPointer);
  addEventListener("pointermove", onPointer);
  // The wheel shall scroll the page; nothing here needs zoom.
  root.addEventListener("wheel", (event) => event.stopPropagation(), early);
  // The editor knows no pointercancel, and would go on drawing with the next touch.
  addEventListener("pointercancel", editor.endStroke, early);
  // Nor does it notice a pen that was lifted where it could not see, or a context menu.
  addEventListener(
    "pointermove",
    (event) => {
      if (event.isPrimary && event.buttons === 0 && editor.isDrawing())
        editor.endStroke();
    },
    early,
  );
  addEventListener("blur", editor.endStroke);
  neverFling(editor.canvas);
  editor.canvas.addEventListener("webglcontextlost", onLost);

  let first = true; // a store calls at once on subscription
  editor.onHistory(() => {
    if (first) repaint();
    else if (!stopExample) onHistory();
    else if (editor.drawing().length) stopExample();
    first = false;
  });

  return {
    outline: outline.show,
    demonstrate,
    async clear() {
      stopExample?.();
      await editor.clear();
    },
    focus: () => {},
    drawing: editor.drawing,
    async load(drawing) {
      stopExample?.();
      await editor.clear();
      await editor.put(drawing);
    },
  };
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
