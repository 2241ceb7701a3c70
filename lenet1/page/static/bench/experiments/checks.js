/** What the page itself sees of an experiment, and says when it is done. */

import { percent } from "../../dom.js";
import { mostProbable } from "../../network/confidence.js";
import { forward } from "../../network/model.js";
import { layerNamed } from "../../network/units.js";
import { asInput } from "../../network/upright.js";
import * as say from "../../sentences.js";
import { createChanges } from "../change/changes.js";

/** @typedef {import("../../panels.js").View} View */
/** @typedef {import("../../network/units.js").Network} Network */

/** @typedef {(view: View, guess: number) => string | null} Check what happened, once it has */

export const DECIDING = "conv2"; // the layer of which a map is muted
export const LIKING = { layer: "conv2", map: 4 }; // the map that is drawn for
const BRIGHT = 0.85; // of the colour scale, as it is at the digits that the map likes
const LEARNED = 3_000; // digits seen, after which a network's figure says something
const FEW = 50;
const MANY = 5_000;

/** @returns {Check} one drawing is a 4 first, and then a 9 */
export function fourBecomesNine() {
  let four = false;
  return ({ reading, name }) => {
    if (!reading || name !== null) four = false;
    else if (reading.label === 4) four = true;
    else if (four && reading.label === 9)
      return say.turned(
        percent(reading.probabilities[9]),
        percent(reading.probabilities[4]),
      );
    return null;
  };
}

/** @type {Check} */
export const uncut = ({ reading, off }) =>
  reading && off.has("cut out")
    ? say.sawUncut(reading.label, percent(reading.probabilities[reading.label]))
    : null;

/**
 * The probability of the digit that the whole network reads, without each of the maps.
 *
 * @param {Network} network
 * @param {Uint8Array} image
 */
export function withoutEach(network, image) {
  const x = asInput(image);
  const scores = network.layers[network.layers.length - 1].name;
  const whole = mostProbable(forward(x, network)[scores]);
  const { maps } = layerNamed(network.layers, DECIDING);
  const left = Array.from({ length: maps }, (_, map) => {
    const changes = createChanges(network);
    changes.mute({ layer: DECIDING, map });
    return mostProbable(forward(x, changes.network())[scores]).probabilities[
      whole.label
    ];
  });
  return { label: whole.label, left };
}

/**
 * @param {Network} shipped
 * @returns {Check} the map that was guessed has been muted
 */
export const mutedGuess = (shipped) => (view, guess) => {
  const { network, reading } = view;
  if (!reading || !network.muted?.includes(`${DECIDING} ${guess}`)) return null;
  const { label, left } = withoutEach(shipped, reading.image);
  const most = left.indexOf(Math.min(...left));
  return say.decided(
    label,
    most + 1,
    percent(left[most]),
    guess + 1,
    percent(left[guess]),
  );
};

/**
 * Two networks that were trained here, of few digits and of many. Each is read by those
 * that judge, which takes a moment: `again` has the page look once more.
 *
 * @param {(network: Network, onShare: (share: number) => void) => void} judge
 * @param {() => void} again
 * @returns {Check}
 */
export function trainedTwice(judge, again) {
  /** @type {Map<number, number>} share right, by the digits learned from */
  const shares = new Map();
  /** @type {Network | null} */
  let asked = null;
  return ({ network }) => {
    const { learned } = network;
    if (learned && learned.seen >= LEARNED && network !== asked) {
      asked = network;
      judge(network, (share) => {
        shares.set(learned.from, share);
        again();
      });
    }
    const [few, many] = [shares.get(FEW), shares.get(MANY)];
    if (few === undefined || many === undefined) return null;
    return say.learnedFromBoth(percent(few), percent(many));
  };
}

/** @returns {Check} the map fires at a drawing as at its own patches, and did not before */
export function firesAnew() {
  let pale = false;
  return ({ reading, network }) => {
    const { layer, map } = LIKING;
    const values = reading?.layers[layer];
    const of = network.layers.find(({ name }) => name === layer);
    const area = of ? of.side ** 2 : 0;
    const most = Math.max(0, ...(values ?? []).slice(map * area, (map + 1) * area));
    const bright = most >= BRIGHT * network.scales[layer];
    pale ||= !bright;
    return reading && bright && pale ? say.firedAt(most, reading.label) : null;
  };
}
