/**
 * The parts of Gradio 6.31's image editor that the live path leans on.
 *
 * None of it is documented. `js/imageeditor/shared/ImageEditor.svelte` puts the editor on
 * `window.editor`; its classes are in `core/editor.ts`, `core/commands.ts`,
 * `core/layers.ts`, `brush/brush.ts` and `brush/brush-textures.ts`. No file but this and
 * `editor_paper.js` touches them, and all that is used is in `editor_parts.js`, so that
 * another Gradio version ends in `null` rather than in a broken page.
 */

import { paperOf } from "./editor_paper.js";
import { isKnown } from "./editor_parts.js";
import { createContext, paintSegments } from "./strokes.js";

/** @typedef {import("./strokes.js").Segment} Segment */

/**
 * @typedef {object} Command a step of the editor's undo history
 * @property {{segments: Segment[]}} [stroke_data] present on strokes, and on what `put` does
 */

/** @typedef {ReturnType<typeof wrap>} Editor */

const POLL = 50; // ms
const PATIENCE = 20_000; // ms until the pad has a canvas; WebGL in software starts slowly
const GRACE = 3_000; // ms from then until the editor must have shown itself
const FINE = 2; // pixels of a smooth drawing for one of the pad's
const LOW = -25; // Pixi's UPDATE_PRIORITY.LOW, at which it renders (TickerPlugin.ts)
const NO_TOOL = "image"; // the editor's name for that, as after load and after Clear

/**
 * Waits for the sketchpad with that id and its editor. Resolves to `null` where none comes,
 * or one that we don't know.
 *
 * @param {string} id
 * @returns {Promise<Editor | null>}
 */
export async function findEditor(id) {
  const deadline = performance.now() + PATIENCE;
  /** @type {number | null} */
  let canvasSince = null;
  while (performance.now() < deadline) {
    const root = document.getElementById(id);
    if (root?.querySelector("canvas")) canvasSince ??= performance.now();
    const raw = /** @type {any} */ (globalThis).editor;
    // The canvas enters the page last, once all of the editor is set up. Pixi's
    // `app.canvas` throws before that.
    if (root?.contains(raw?.app?.renderer?.view?.canvas ?? null))
      return isKnown(raw) ? wrap(root, raw) : null;
    if (canvasSince !== null && performance.now() - canvasSince > GRACE) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  return null;
}

/**
 * Stands in for `BrushTextures.draw_segment`: notes the segment for the stroke's commit, and
 * leaves out the preview. The editor renders the whole stroke again for each segment, which
 * in software piles up to most of a second's work at pen-up.
 *
 * @this {{current_stroke_segments: object[]}}
 * @type {(...values: any[]) => void}
 */
function record(from_x, from_y, to_x, to_y, size, color, opacity, mode) {
  const segment = { from_x, from_y, to_x, to_y, size, color, opacity, mode };
  this.current_stroke_segments.push(segment);
}

/**
 * @param {HTMLElement} root the sketchpad's
 * @param {any} raw
 */
function wrap(root, raw) {
  const canvas = /** @type {HTMLCanvasElement} */ (raw.app.canvas);
  const host = /** @type {HTMLElement} */ (canvas.parentElement);
  return {
    root,
    host,
    canvas,
    ...paperOf(raw, canvas, host),
    ...strokesOf(raw),
    ...rendererOf(raw),
    ...toolsOf(root, raw),
  };
}

/** @param {any} raw */
const brushOf = (raw) => raw.tools.get("brush");

/**
 * What is drawn, and what is being drawn.
 *
 * @param {any} raw
 */
function strokesOf(raw) {
  let putting = false; // a drawing in the place of another
  return {
    isDrawing: () => /** @type {boolean} */ (brushOf(raw).is_drawing),

    /**
     * The segments of the stroke that is being drawn. The editor starts a new array for
     * each stroke, and new textures after Clear.
     *
     * @returns {Segment[]}
     */
    runningStroke() {
      const { is_drawing, brush_textures } = brushOf(raw);
      return (is_drawing && brush_textures?.current_stroke_segments) || [];
    },

    /** Ends the running stroke where it is. */
    endStroke: () => brushOf(raw).commit_pending_changes(),

    /**
     * All segments, oldest first: the history is a linked list.
     *
     * @returns {Segment[]}
     */
    drawing() {
      /** @type {Command[]} */
      const commands = [];
      for (let node = raw.command_manager.history; node; node = node.previous)
        if (node.command) commands.unshift(node.command);
      return commands.flatMap(({ stroke_data }) => stroke_data?.segments ?? []);
    },

    /** @param {() => void} callback called at once, and at every step of the history */
    onHistory(callback) {
      raw.command_manager.current_history.subscribe(() => putting || callback());
    },

    /**
     * Puts a drawing in the place of what is there, as the one step of the editor's own
     * history, so that erasing and the value sent by the stock component know it.
     *
     * @param {Segment[]} segments
     */
    async put(segments) {
      putting = true;
      raw.command_manager.reset(); // nobody goes back to it here
      putting = false;
      await raw.execute_command({
        name: "Draw",
        stroke_data: { segments },
        execute: async () => {}, // `smooth` paints it
      });
      brushOf(raw).notify("change"); // the stock component now knows of a drawing
    },

    /** In the place of the editor's strokes, which have jagged edges. */
    smooth() {
      const context = createContext(raw.width, raw.height, FINE);
      paintSegments(context, this.drawing());
      replaceLayer(raw, context.canvas);
    },
  };
}

/**
 * The renderer, which rests while something else shows the drawing.
 *
 * @param {any} raw
 */
function rendererOf(raw) {
  /** @type {any} */
  let resting = null; // the brush's textures while it rests; Clear replaces them
  return {
    /** Without a GPU one rendering takes 25-40 ms and holds back every frame. */
    rest() {
      if (!resting) raw.app.ticker.remove(raw.app.render, raw.app);
      resting = brushOf(raw).brush_textures;
      resting.draw_segment = record;
    },

    wake() {
      if (!resting) return;
      delete resting.draw_segment; // the prototype's comes back
      resting = null;
      raw.app.ticker.add(raw.app.render, raw.app, LOW);
      raw.wake_render_loop();
    },

    /**
     * From now on whatever wakes the editor is rendered once, instead of for 500 ms, and
     * Pixi, which looks at every frame whether something moves below a still pointer,
     * does not.
     */
    renderOnce() {
      const never = { get: () => 0, set: () => {} };
      Object.defineProperty(raw, "render_idle_remaining", never);
      const { system } = raw.app.ticker.constructor;
      system.autoStart = false;
      system.stop();
    },
  };
}

/**
 * The brush, which is always chosen.
 *
 * @param {HTMLElement} root
 * @param {any} raw
 */
function toolsOf(root, raw) {
  /**
   * Chooses the brush where no tool is chosen. The click keeps the toolbar right;
   * `set_tool` is for a toolbar that isn't there yet.
   */
  function chooseBrush() {
    if (raw.current_tool !== NO_TOOL) return;
    const button = root.querySelector(".toolbar-wrap .half-container button");
    if (button instanceof HTMLElement) button.click();
    if (raw.current_tool === NO_TOOL) raw.set_tool("draw");
  }

  return {
    chooseBrush,

    /** Lets strokes begin beside the paper too; the editor would draw nothing of them. */
    openMargin() {
      const { brush_cursor } = brushOf(raw); // Clear brings another one
      Object.getPrototypeOf(brush_cursor).is_over_image = () => true;
    },

    /** Gradio's own Clear is not used, but it also empties the pad late in its start. */
    neverEmpty() {
      raw.reset_canvas = async () => {};
    },

    /** As after a start: what is empty needs no eraser. */
    endErasing() {
      raw.set_tool(NO_TOOL);
      chooseBrush();
    },
  };
}

/**
 * Replaces what the one layer holds.
 *
 * @param {any} raw
 * @param {HTMLCanvasElement} image
 */
function replaceLayer({ app, image_container, layer_manager }, image) {
  const [layer] = layer_manager.get_layers();
  const { draw } = layer_manager.get_layer_textures(layer.id);
  const Container = image_container.constructor;
  const Sprite = layer.container.children[0].constructor;
  const Texture = draw.constructor;

  const scene = new Container();
  const texture = Texture.from(image, true);
  const sprite = new Sprite(texture);
  sprite.setSize(draw.width, draw.height);
  scene.addChild(sprite);
  app.renderer.render({ container: scene, target: draw, clear: true });
  scene.destroy({ children: true });
  texture.destroy(true);
}
