/**
 * The parts of Gradio 6.31's image editor that the live path leans on.
 *
 * None of it is documented. `js/imageeditor/shared/ImageEditor.svelte` puts the editor on
 * `window.editor`; its classes are in `core/editor.ts`, `core/commands.ts`, `brush/brush.ts`
 * and `brush/brush-textures.ts`. Everything used is looked up here and checked, so that
 * another Gradio version ends in `null` rather than in a broken page.
 */

/**
 * @typedef {object} Segment one movement of the pen, in canvas pixels
 * @property {number} from_x
 * @property {number} from_y
 * @property {number} to_x
 * @property {number} to_y
 * @property {number} size radius
 * @property {"draw" | "erase"} mode
 */

/**
 * @typedef {object} Command a node's entry in the editor's undo history
 * @property {string} name
 * @property {{segments: Segment[]}} [stroke_data] present on the editor's own strokes
 * @property {CanvasImageSource} [image] present on drawings put there by `stamp.js`
 */

const POLL = 50; // ms
const PATIENCE = 20_000; // ms until the pad has a canvas; WebGL in software starts slowly
const GRACE = 3_000; // ms from then until the editor must have shown itself

/**
 * Waits for the sketchpad with that id and its editor. Resolves to `null` where none comes,
 * or one that we don't know.
 *
 * @param {string} id
 * @returns {Promise<{root: Element, editor: any} | null>}
 */
export async function findEditor(id) {
  const deadline = performance.now() + PATIENCE;
  let canvasSince = null;
  while (performance.now() < deadline) {
    const root = document.getElementById(id);
    if (root?.querySelector("canvas")) canvasSince ??= performance.now();
    const editor = globalThis.editor;
    // The canvas enters the page last, once all of the editor is set up. Pixi's `app.canvas`
    // throws before that.
    if (root?.contains(editor?.app?.renderer?.view?.canvas ?? null)) {
      return isKnown(editor) ? { root, editor } : null;
    }
    if (canvasSince !== null && performance.now() - canvasSince > GRACE) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  return null;
}

/** @param {any} editor */
function isKnown(editor) {
  const brush = editor.tools?.get?.("brush");
  return (
    typeof editor.command_manager?.current_history?.subscribe === "function" &&
    typeof editor.scale?.subscribe === "function" &&
    typeof editor.position?.subscribe === "function" &&
    typeof editor.wake_render_loop === "function" &&
    typeof editor.set_tool === "function" &&
    typeof editor.layer_manager?.get_layer_textures === "function" &&
    typeof editor.app.ticker?.remove === "function" &&
    typeof editor.app.render === "function" &&
    typeof brush?.is_drawing === "boolean" &&
    Array.isArray(brush.brush_textures?.current_stroke_segments) &&
    brush.brush_textures.draw_segment?.length === 8
  );
}

/** @param {any} editor */
export const brushOf = (editor) => editor.tools.get("brush");

/**
 * The segments of the stroke that is being drawn. The editor starts a new array for each
 * stroke, and a new `brush_textures` after Clear.
 *
 * @param {any} editor
 * @returns {Segment[]}
 */
export function runningStroke(editor) {
  const brush = brushOf(editor);
  return (brush.is_drawing && brush.brush_textures?.current_stroke_segments) || [];
}

/**
 * The commands in force, oldest first: the history is a linked list, and what was undone
 * lies beyond its current node.
 *
 * @param {any} editor
 * @returns {Command[]}
 */
export function history(editor) {
  const commands = [];
  for (let node = editor.command_manager.history; node; node = node.previous) {
    if (node.command) commands.unshift(node.command);
  }
  return commands;
}

/**
 * Chooses the brush where no tool is chosen, as after load and after Clear ("image" is the
 * editor's name for that). The click keeps the toolbar right; `set_tool` is for a toolbar
 * that isn't there yet.
 *
 * @param {Element} root
 * @param {any} editor
 */
export function chooseBrush(root, editor) {
  if (editor.current_tool !== "image") return;
  root.querySelector(".toolbar-wrap .half-container button")?.click();
  if (editor.current_tool === "image") editor.set_tool("draw");
}

/**
 * Where the paper lies in the editor's element, in CSS pixels, and how much it is scaled.
 *
 * @param {any} editor
 */
export const paperPlace = ({ app, position_value, scale_value }) => ({
  left: app.canvas.offsetLeft + position_value.x,
  top: app.canvas.offsetTop + position_value.y,
  scale: scale_value,
});
