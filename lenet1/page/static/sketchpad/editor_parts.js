/** All that `editor.js` uses of Gradio 6.31's image editor, and whether it is there. */

/**
 * All that is used of the editor, and what `typeof` says of each; "()" is what a call
 * returns. Pixi is no global: its classes are reached through objects the editor made.
 *
 * @type {Record<string, string>}
 */
export const PARTS = {
  width: "number",
  height: "number",
  scale_value: "number",
  "position_value.x": "number",
  "position_value.y": "number",
  "scale.subscribe": "function",
  "position.subscribe": "function",
  current_tool: "string",
  set_tool: "function",
  reset_canvas: "function",
  resize_canvas: "function",
  set_image_properties: "function",
  "app.screen.width": "number",
  "app.screen.height": "number",
  execute_command: "function",
  wake_render_loop: "function",
  render_idle_remaining: "number",
  "app.render": "function",
  "app.canvas": "object",
  "app.ticker.add": "function",
  "app.ticker.remove": "function",
  "app.ticker.constructor.system.autoStart": "boolean",
  "app.ticker.constructor.system.stop": "function",
  "app.renderer.render": "function",
  "command_manager.reset": "function",
  "command_manager.history": "object",
  "command_manager.current_history.subscribe": "function",
  "tools.get(brush).is_drawing": "boolean",
  "tools.get(brush).notify": "function",
  "tools.get(brush).commit_pending_changes": "function",
  "tools.get(brush).brush_cursor.is_over_image": "function",
  "tools.get(brush).brush_textures.current_stroke_segments.slice": "function",
  "tools.get(brush).brush_textures.draw_segment": "function",
  "image_container.constructor": "function",
  "image_container.addChild": "function",
  "image_container.destroy": "function",
  "layer_manager.get_layers().0.id": "string",
  "layer_manager.get_layers().0.container.children.0.constructor": "function",
  "layer_manager.get_layers().0.container.children.0.setSize": "function",
  "layer_manager.get_layer_textures": "function",
};
/** And of what the first layer is painted on. */
export const TEXTURE = {
  width: "number",
  height: "number",
  "constructor.from": "function",
};
const SEGMENT_ARGUMENTS = 8; // of `draw_segment`, all of which `record` keeps

/**
 * Whether all that is used is there.
 *
 * @param {any} raw
 */
export function isKnown(raw) {
  try {
    const { id } = raw.layer_manager.get_layers()[0];
    const { draw } = raw.layer_manager.get_layer_textures(id);
    const { draw_segment } = raw.tools.get("brush").brush_textures;
    return (
      hasAll(raw, PARTS) &&
      hasAll(draw, TEXTURE) &&
      draw_segment.length === SEGMENT_ARGUMENTS
    );
  } catch {
    return false;
  }
}

/**
 * @param {any} holder
 * @param {Record<string, string>} parts
 */
const hasAll = (holder, parts) =>
  Object.entries(parts).every(([path, type]) => typeof partOf(holder, path) === type);

/**
 * @param {any} holder
 * @param {string} path
 */
function partOf(holder, path) {
  for (const step of path.split(".")) {
    const [name, argument] = step.replace(")", "").split("(");
    holder = argument === undefined ? holder[name] : holder[name](argument);
  }
  return holder;
}
