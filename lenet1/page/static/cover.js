/**
 * Shows the ink on a 2D canvas above the editor's own while the pen is down, and lets the
 * editor's renderer rest meanwhile.
 *
 * Without a GPU one rendering of the editor's stage takes 25-40 ms of both cores' time and
 * holds back every frame of the page. With the renderer resting, the page keeps 60 frames a
 * second and the ink follows the pen more closely than the stock editor's.
 */

import { brushOf, paperPlace } from "./editor.js";
import { createPaper, paintCommand, paintSegments, wipe } from "./ink.js";

const REST = 300; // ms after pen-up until the editor draws again; the last maps come first
const SWAP = 100; // ms from then until the editor's picture is surely on the screen
const LOW = -25; // Pixi's UPDATE_PRIORITY.LOW, at which it renders (TickerPlugin.ts)

/**
 * Stands in for `BrushTextures.draw_segment`: notes the segment for the stroke's commit, and
 * leaves out the preview. The editor renders the whole stroke again for each segment, which
 * in software piles up to most of a second's work at pen-up.
 *
 * @this {{current_stroke_segments: object[]}}
 */
function record(from_x, from_y, to_x, to_y, size, color, opacity, mode) {
  this.current_stroke_segments.push({
    from_x,
    from_y,
    to_x,
    to_y,
    size,
    color,
    opacity,
    mode,
  });
}

/** @param {any} editor */
export function createCover(editor) {
  const { app, width, height } = editor;
  const host = app.canvas.parentElement;
  const paper = createPaper(width, height, Math.min(2, Math.ceil(devicePixelRatio)));
  const { canvas } = paper;
  canvas.ariaHidden = "true";
  canvas.style.cssText =
    "position: absolute; pointer-events: none; visibility: hidden; background: #fff";
  host.append(canvas);

  const place = () => {
    const { left, top, scale } = paperPlace(editor);
    canvas.style.left = `${left}px`;
    canvas.style.top = `${top}px`;
    canvas.style.width = `${width * scale}px`;
    canvas.style.height = `${height * scale}px`;
  };

  editor.scale.subscribe(place);
  editor.position.subscribe(place);

  let resting = false;
  let timer = 0;
  let textures = /** @type {any} */ (null);

  function show() {
    clearTimeout(timer);
    // Clear replaces this object, hence here and not once for all.
    textures = brushOf(editor).brush_textures;
    textures.draw_segment = record;
    if (!resting) app.ticker.remove(app.render, app);
    resting = true;
    canvas.style.visibility = "visible";
  }

  function wake() {
    if (!resting) return;
    resting = false;
    delete textures.draw_segment; // the prototype's comes back
    app.ticker.add(app.render, app, LOW);
    editor.wake_render_loop();
    editor.render_idle_remaining = 0; // one rendering is enough; the editor would do 500 ms of it
  }

  function hide() {
    canvas.style.visibility = "hidden";
  }

  /** Gives the pad back to the editor, a little later. */
  function release() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      wake();
      timer = setTimeout(hide, SWAP);
    }, REST);
  }

  return {
    show,
    release,
    wipe: () => wipe(paper),
    paintCommand: (command) => paintCommand(paper, command),
    paintSegments: (segments) => paintSegments(paper, segments),
  };
}
