/** Watches a stock Gradio sketchpad and reports its drawing while the pen is down. */

import { takeButtons } from "./buttons.js";
import { createCover } from "./cover.js";
import { findEditor } from "./editor.js";
import { createMirror } from "./mirror.js";
import { keepToOnePen } from "./pen.js";

/** @typedef {import("./strokes.js").Segment} Segment */

/**
 * @typedef {object} Options
 * @property {import("./mirror.js").Surface} surface what gets the drawing, stroke by stroke
 * @property {(final: boolean) => void} onChange called once the surface has something new:
 *   at most once an animation frame while the pen is down, and `final` when none is
 * @property {() => void} onLost called when the browser took the sketchpad's WebGL away
 * @property {import("./buttons.js").Actions} actions of its buttons
 */

/**
 * @param {string} id the sketchpad's `elem_id`
 * @param {Options} options
 * @returns {Promise<ReturnType<typeof watch> | null>} null where the editor isn't there, or
 *   isn't one we know
 */
export async function watchSketchpad(id, options) {
  const editor = await findEditor(id);
  return editor && watch(editor, options);
}

/**
 * @param {import("./editor.js").Editor} editor
 * @param {Options} options
 */
function watch(editor, { surface, onChange, onLost, actions }) {
  const { root, host, width, place, onPlace } = editor;
  const cover = createCover(editor);
  const mirror = createMirror(editor, [surface, cover]);
  let request = 0;
  let previewing = false; // strokes are shown that the editor does not have

  /** @param {boolean} final */
  function report(final) {
    cancelAnimationFrame(request);
    request = 0;
    onChange(final);
  }

  function follow() {
    request = 0;
    if (mirror.follow()) report(false);
  }

  /** Runs after the editor's own handlers, which listen in the capture phase. */
  function onPointer() {
    if (!editor.isDrawing()) return;
    cover.show();
    request ||= requestAnimationFrame(follow);
  }

  function showDrawing() {
    previewing = false;
    mirror.repaint();
    cover.show();
    cover.release();
    report(true);
  }

  /** Late in its start the editor repeats its history: an empty one ends no preview. */
  function onHistory() {
    if (!previewing || editor.drawing().length) showDrawing();
  }

  const toolbar = new MutationObserver(editor.chooseBrush);
  toolbar.observe(root, { subtree: true, childList: true, attributeFilter: ["style"] });
  editor.chooseBrush();
  editor.openMargin();
  editor.neverEmpty();
  editor.keepInTheMiddle();
  editor.renderOnce();
  keepToOnePen(editor);
  addEventListener("pointerdown", onPointer);
  addEventListener("pointermove", onPointer);
  editor.canvas.addEventListener("webglcontextlost", onLost);
  let first = true; // a store calls at once on subscription
  editor.onHistory(() => {
    if (first) mirror.repaint();
    else onHistory();
    first = false;
  });

  return {
    root,
    host,
    width,
    place,
    onPlace,
    drawing: editor.drawing,
    put: editor.put,
    endErasing: editor.endErasing,
    enable: takeButtons(root, actions).enable,

    /**
     * Adds strokes to what is seen and to the surface, but not to the editor's drawing.
     *
     * @param {Segment[]} segments
     */
    preview(segments) {
      previewing = true;
      cover.lay();
      mirror.paint(segments);
    },

    /** Shows the editor's own drawing again. */
    endPreview() {
      if (previewing) showDrawing();
    },
  };
}
