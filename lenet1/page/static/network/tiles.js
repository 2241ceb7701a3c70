/** The evidence for an output: a tile for each map before it, and what it adds. */

import { make, signed, styleOf } from "../dom.js";
import { signedColor } from "./colors.js";
import { abreastOf } from "./sizes.js";
import { createColors, labelled } from "./squares.js";

/** They stay while the drawing goes on: new canvases would cost more than a reading. */
export function createTiles() {
  const root = make("div", { class: "evidence" });
  let built = "";
  /** @type {ReturnType<typeof createTile>[]} */
  let tiles = [];

  /**
   * @param {Float64Array[]} maps
   * @param {number[]} sums of each
   * @param {number} scale the value that gets the full colour
   */
  function show(maps, sums, scale) {
    const shape = `${maps.length} ${maps[0].length}`;
    if (built !== shape) {
      built = shape;
      tiles = maps.map(({ length }) => createTile(Math.sqrt(length)));
      root.style.cssText = styleOf({
        "--maps": maps.length,
        "--abreast": abreastOf(maps.length),
        "--side": Math.sqrt(maps[0].length),
      });
      root.replaceChildren(...tiles.map(({ figure }) => figure));
    }
    for (const [i, tile] of tiles.entries()) {
      tile.show(maps[i], signedColor, scale);
      tile.caption.textContent = `${i + 1}: ${signed(sums[i])}`;
    }
    return root;
  }

  return { show };
}

/** @param {number} side */
function createTile(side) {
  const { canvas, show } = createColors(side);
  const figure = labelled("", canvas);
  figure.className = "tile";
  const caption = /** @type {HTMLElement} */ (figure.lastElementChild);
  return { figure, caption, show };
}
