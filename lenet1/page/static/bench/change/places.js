/** The maps by number, to choose one. */

import { make } from "../../dom.js";
import * as say from "../../sentences.js";
import { changeable } from "./changes.js";

/** @typedef {import("./changes.js").Place} Place */

/** @param {(place: Place) => void} onChoose */
export function createPlaces(onChoose) {
  const element = make("div", { class: "places" });
  /** @type {import("../../network/units.js").Layer[] | null} */
  let built = null;
  /** @type {(Place & {button: HTMLElement})[]} */
  let all = [];

  /** @param {import("../../network/units.js").Network} network */
  function build(network) {
    if (network.layers === built) return;
    built = network.layers;
    all = [];
    const groups = changeable(network).map(({ name: layer, maps }) => {
      const buttons = Array.from({ length: maps }, (_, map) => {
        const button = make("button", { type: "button" }, `${map + 1}`);
        button.addEventListener("click", () => onChoose({ layer, map }));
        all.push({ layer, map, button });
        return button;
      });
      const row = make("div", { class: "row" }, ...buttons);
      return make(
        "div",
        { role: "group", "aria-label": layer, "data-explain": "change places" },
        layer,
        row,
      );
    });
    element.replaceChildren(...groups);
  }

  return {
    element,
    /**
     * @param {import("../../network/units.js").Network} network
     * @param {Place} chosen
     * @param {(place: Place) => boolean} isMuted
     */
    show(network, chosen, isMuted) {
      build(network);
      for (const { layer, map, button } of all) {
        const muted = isMuted({ layer, map });
        button.ariaPressed = `${layer === chosen.layer && map === chosen.map}`;
        button.classList.toggle("muted", muted);
        const name = say.mapName(layer, map + 1);
        button.ariaLabel = muted ? say.mutedMap(name) : name;
      }
    },
    /** @returns {Place | undefined} the one that has the focus */
    focused: () => all.find(({ button }) => button === document.activeElement),
  };
}
