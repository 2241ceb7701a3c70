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
const PATIENCE = 20_000; // ms; WebGL in software is slow to start

/**
 * Waits for the editor inside `root` and returns it, or `null` where the page has none or
 * one that we don't know.
 *
 * @param {Element} root
 * @param {number} [patience] ms
 */
export async function findEditor(root, patience = PATIENCE) {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    const editor = globalThis.editor;
    if (editor?.ready) await editor.ready;
    if (root.contains(editor?.app?.canvas ?? null)) return isKnown(editor) ? editor : null;
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
