/**
 * Watches a stock Gradio sketchpad and reports its drawing while the pen is down.
 */

import { brushOf, chooseBrush, findEditor, history, runningStroke } from "./editor.js";
import { createCover } from "./cover.js";
import { createPaper, paintCommand, paintSegments, readInk, wipe } from "./ink.js";
import { createStamp } from "./stamp.js";

const HALF = 0.5; // 140 x 140 of the pad's 280 x 280: five times what the network sees

/**
 * @typedef {import("./ink.js").Ink & {final: boolean, capturedAt: number}} Frame
 *   `final` where no pen is down; `capturedAt` in ms of `performance.now()`
 */

/**
 * @param {Element} root the sketchpad's element
 * @param {object} options
 * @param {(frame: Frame) => void} options.onFrame at most once an animation frame
 * @param {() => void} options.onUnsupported the editor isn't there, or isn't one we know
 */
export async function watchPad(root, { onFrame, onUnsupported }) {
  const editor = await findEditor(root);
  if (!editor) {
    onUnsupported();
    return null;
  }
  const { signal, abort } = createAbort();
  const small = createPaper(editor.width, editor.height, HALF, { willReadFrequently: true });
  const cover = createCover(editor);
  const painted = { stroke: /** @type {any} */ (null), count: 0 };
  let request = 0;

  function report(final) {
    cancelAnimationFrame(request);
    request = 0;
    onFrame({ ...readInk(small), step: 1 / HALF, final, capturedAt: performance.now() });
  }

  /** Paints the drawing anew, as the editor itself remembers it. */
  function repaint() {
    wipe(small);
    cover.wipe();
    for (const command of history(editor)) {
      paintCommand(small, command);
      cover.paintCommand(command);
    }
    painted.stroke = null;
  }

  /** Adds what the running stroke has gained. */
  function follow() {
    request = 0;
    const stroke = runningStroke(editor);
    if (stroke !== painted.stroke) {
      if (painted.stroke) repaint(); // a second finger: the editor dropped the first stroke
      painted.stroke = stroke;
      painted.count = 0;
    }
    const fresh = stroke.slice(painted.count);
    if (fresh.length === 0) return;
    painted.count = stroke.length;
    paintSegments(small, fresh);
    cover.paintSegments(fresh);
    report(false);
  }

  /** Runs after the editor's own handlers, which listen in the capture phase. */
  function onPointer() {
    if (!brushOf(editor).is_drawing) return;
    cover.show();
    request ||= requestAnimationFrame(follow);
  }

  function onHistory() {
    repaint();
    cover.show();
    cover.release();
    report(true);
  }

  const choose = () => chooseBrush(root, editor);
  const toolbar = new MutationObserver(choose);
  toolbar.observe(root, { subtree: true, childList: true, attributeFilter: ["style"] });
  choose();

  const early = { capture: true, signal };
  addEventListener("pointerdown", (event) => root.contains(event.target) && choose(), early);
  addEventListener("pointerdown", onPointer, { signal });
  addEventListener("pointermove", onPointer, { signal });
  // The editor knows no pointercancel, and would go on drawing with the next touch.
  addEventListener("pointercancel", () => brushOf(editor).commit_pending_changes?.(), early);

  let first = true; // a store calls at once on subscription
  const leave = editor.command_manager.current_history.subscribe(() => {
    if (first) repaint();
    else onHistory();
    first = false;
  });

  return {
    /** Empties the pad, as its Clear button does. */
    async clear() {
      await editor.reset_canvas();
      editor.set_tool("image"); // no tool, as after the button; ends erasing
      choose();
    },

    /**
     * Replaces the drawing by a picture.
     *
     * @param {HTMLCanvasElement} image ink on transparent ground
     */
    async load(image) {
      await this.clear();
      await editor.execute_command(createStamp(editor, image));
      brushOf(editor).notify("change"); // the stock component now knows of a drawing
    },

    outline: cover.outline,

    stop() {
      cancelAnimationFrame(request);
      toolbar.disconnect();
      leave();
      cover.remove();
      abort();
    },
  };
}

function createAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
