/**
 * Watches a stock Gradio sketchpad and reports its drawing while the pen is down.
 */

import { createCover } from "./cover.js";
import {
  brushOf,
  chooseBrush,
  findEditor,
  history,
  paperPlace,
  runningStroke,
} from "./editor.js";
import {
  createPaper,
  HALF,
  paintCommand,
  paintSegments,
  readInk,
  wipe,
} from "./ink.js";
import { createOutline } from "./outline.js";
import { createStamp } from "./stamp.js";

const INTERVAL = 30; // ms between frames of a running stroke: every second animation frame

/**
 * @param {string} id the sketchpad's `elem_id`
 * @param {object} options
 * @param {(frame: import("./ink.js").Frame) => void} options.onFrame at most 30 times a second while the pen is down
 * @param {() => void} options.onUnsupported the editor isn't there, or isn't one we know
 */
export async function watchPad(id, { onFrame, onUnsupported }) {
  const found = await findEditor(id);
  if (!found) {
    onUnsupported();
    return null;
  }
  const { root, editor } = found;
  const small = createPaper(editor.width, editor.height, HALF, {
    willReadFrequently: true,
  });
  const cover = createCover(editor);
  const host = editor.app.canvas.parentElement;
  const outline = createOutline(host, () => paperPlace(editor));
  const edge = createOutline(host, () => paperPlace(editor), "edge");
  edge.show({ x: 0, y: 0, side: editor.width, slant: 0 });
  for (const value of [editor.scale, editor.position])
    for (const { update } of [outline, edge]) value.subscribe(update);
  const painted = { stroke: null, count: 0, unreported: false, reportedAt: 0 };
  let request = 0;

  function report(final) {
    cancelAnimationFrame(request);
    request = 0;
    painted.unreported = false;
    painted.reportedAt = performance.now();
    onFrame(readInk(small, final));
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
    painted.count = 0;
  }

  /** Adds what the running stroke has gained, and goes on for as long as there is news. */
  function follow(now) {
    request = 0;
    const stroke = runningStroke(editor);
    if (stroke !== painted.stroke) {
      if (painted.count) repaint(); // a second finger: the editor dropped the first stroke
      painted.stroke = stroke;
      painted.count = 0;
    }
    const fresh = stroke.slice(painted.count);
    painted.count = stroke.length;
    paintSegments(small, fresh);
    cover.paintSegments(fresh);
    painted.unreported ||= fresh.length > 0;
    if (!painted.unreported) return;
    if (now - painted.reportedAt >= INTERVAL) report(false);
    else request = requestAnimationFrame(follow);
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

  const early = { capture: true };
  addEventListener(
    "pointerdown",
    (event) => root.contains(event.target) && choose(),
    early,
  );
  addEventListener("pointerdown", onPointer);
  addEventListener("pointermove", onPointer);
  // The wheel shall scroll the page; nothing here needs zoom.
  root.addEventListener("wheel", (event) => event.stopPropagation(), early);
  // The editor knows no pointercancel, and would go on drawing with the next touch.
  addEventListener(
    "pointercancel",
    () => brushOf(editor).commit_pending_changes?.(),
    early,
  );

  let first = true; // a store calls at once on subscription
  editor.command_manager.current_history.subscribe(() => {
    if (first) repaint();
    else onHistory();
    first = false;
  });

  return {
    outline: outline.show,

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
  };
}
