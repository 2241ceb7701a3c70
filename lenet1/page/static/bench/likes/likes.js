/** What a map likes: the patches of training digits that it fires most at, and least. */

import { make, makeButton } from "../../dom.js";
import { mapsOf, placeOf } from "../../network/units.js";
import * as say from "../../sentences.js";
import { createBars } from "../bars.js";
import { fetchLikes } from "./data.js";
import { drawPatch } from "./patch.js";
import { createQuiz } from "./quiz.js";

/** @typedef {import("./data.js").Likes} Likes */
/** @typedef {import("./quiz.js").Patch} Patch */

/** @type {["strongest" | "typical" | "silencing", string][]} */
const SORTS = [
  ["strongest", say.strongest],
  ["typical", say.typical],
  ["silencing", say.silencing],
];
const MOST = 0.5; // of a digit's pictures, to be named among those in which it fires

/** @type {import("../tools.js").Create} */
export function create({ words, detail }, { reader }) {
  /** @type {Record<string, Likes[]> | null} */
  let likes = null;
  let chosen = { layer: "", map: 0 };
  const { layers } = reader.network;
  const title = make("h3", { "data-explain": "tool likes" }, say.tools.likes.label);
  const text = make("p", { role: "status", "data-explain": "likes fires" });
  const other = make("p", { class: "other", "data-explain": "likes shipped" });
  const before = makeButton("map-before", "", "likes other");
  const after = makeButton("map-after", "", "likes other");
  const buttons = make("p", { class: "buttons" }, before, after);
  const rows = SORTS.map(([sort, caption]) => {
    const patches = make("div", { class: "row" });
    return {
      sort,
      patches,
      element: [make("span", { "data-explain": `likes ${sort}` }, caption), patches],
    };
  });
  const mean = make("figure", { class: "mean", "data-explain": "likes mean" });
  const bars = createBars(10);
  const quiz = createQuiz((patch) => drawPatch(patch));

  async function load() {
    try {
      likes = await fetchLikes();
    } catch (error) {
      console.error(error);
      text.textContent = say.noLikes;
      return;
    }
    words.replaceChildren(title, text, other, buttons);
    detail.classList.add("likes");
    detail.replaceChildren(
      make("div", { class: "sorts" }, ...rows.flatMap(({ element }) => element)),
      mean,
      make(
        "figure",
        { "data-explain": "likes bars" },
        bars.element,
        make("figcaption", {}, say.firesBars),
      ),
      quiz.element,
    );
    if (!likes[chosen.layer]?.[chosen.map]) {
      const [, layer = ""] = Object.keys(likes); // the first is plainer
      chosen = { layer, map: 4 };
    }
    draw();
  }

  /** @returns {Likes} */
  const current = () => /** @type {any} */ (likes)[chosen.layer][chosen.map];

  function draw() {
    if (!likes) return;
    const { layer, map } = chosen;
    const { fires, side, ...one } = current();
    const firing = fires.flatMap((share, digit) => (share > MOST ? [digit] : []));
    title.textContent = say.mapName(layer, map + 1);
    text.textContent = [
      firing.length ? say.firesIn(firing.join(", ")) : say.firesRarely,
      layer === Object.keys(likes)[0] ? say.ownShape : say.patternOfMaps,
    ].join(" ");
    detail.style.setProperty("--side", `${side}`);
    bars.show(fires, (digit) => say.firesInDigit(digit, fires[digit]));
    name(before, -1, say.mapBefore);
    name(after, 1, say.mapAfter);
    quiz.show([...one.strongest, ...one.typical, ...one.silencing]);
    repaint();
  }

  function repaint() {
    if (!likes) return;
    const one = current();
    for (const { sort, patches } of rows)
      patches.replaceChildren(
        ...one[sort].map((patch) => {
          const label = say.patchOf(patch.label, patch.sum);
          const canvas = drawPatch(patch, label);
          canvas.title = label;
          return canvas;
        }),
      );
    mean.replaceChildren(
      drawPatch({ pixels: one.mean }),
      make("figcaption", {}, say.meanPatch),
    );
    quiz.repaint();
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {number} way
   * @param {(map: number) => string} text
   */
  function name(button, way, text) {
    const map = chosen.map + way;
    button.disabled = !likes?.[chosen.layer][map];
    button.textContent = text(button.disabled ? chosen.map + 1 : map + 1);
  }

  /** @param {{layer: string, map: number}} place */
  function choose(place) {
    if (likes && !likes[place.layer]?.[place.map]) return; // another network's
    chosen = place;
    draw();
  }

  before.addEventListener("click", () => choose({ ...chosen, map: chosen.map - 1 }));
  after.addEventListener("click", () => choose({ ...chosen, map: chosen.map + 1 }));
  words.replaceChildren(title, text);
  return {
    ready: load(),
    show(view) {
      other.textContent = view.name === null ? "" : say.likesOfShipped;
    },
    repaint,
    map: choose,
    choices: () => [placeOf(layers, chosen)],
    choose([place]) {
      choose(mapsOf(layers)[place] ?? chosen);
    },
  };
}
