/** The votes for an output: a tile for each map before it, what it adds, and a bar. */

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
    const most = Math.max(...sums.map(Math.abs)) || 1; // votes are compared with one another
    for (const [i, tile] of tiles.entries()) {
      tile.show(maps[i], signedColor, scale);
      tile.caption.textContent = `${i + 1}: ${signed(sums[i])}`;
      tile.vote.style.transform = `scaleX(${sums[i] / most})`;
      tile.vote.className = sums[i] < 0 ? "takes" : "adds";
    }
    return root;
  }

  return { show };
}

/** @param {number} side */
function createTile(side) {
  const { canvas, show } = createColors(side);
  const figure = labelled("", canvas, "vote");
  figure.className = "tile";
  const caption = /** @type {HTMLElement} */ (figure.lastElementChild);
  const vote = make("i");
  figure.append(make("div", { class: "vote", "aria-hidden": true }, vote));
  return { figure, caption, vote, show };
}
