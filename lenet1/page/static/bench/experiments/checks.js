/** What the page itself sees of an experiment, and says when it is done. */

import { percent } from "../../dom.js";
import { mostProbable } from "../../network/confidence.js";
import { forward } from "../../network/model.js";
import { read } from "../../network/reading.js";
import { layerNamed } from "../../network/units.js";
import { asInput } from "../../network/upright.js";
import * as say from "../../sentences.js";
import { createChanges } from "../change/changes.js";

/** @typedef {import("../../panels.js").View} View */
/** @typedef {import("../../network/units.js").Network} Network */

/** @typedef {{outcome: string} | {hint: string}} Seen what happened, or what is to be done */
/** @typedef {(view: View, guess: number) => Seen | null} Check */

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
      return {
        outcome: say.turned(
          percent(reading.probabilities[9]),
          percent(reading.probabilities[4]),
        ),
      };
    return null;
  };
}

/**
 * A small 7 in a corner, and cut is off.
 *
 * @param {import("../../network/reading.js").Reader} reader
 * @returns {Check}
 */
export const uncut =
  (reader) =>
  ({ reading, frame, off }) => {
    if (!reading || !frame) return null;
    if (!isInCorner(frame)) return { hint: say.furtherIntoCorner };
    const whole = read(reader, frame)?.label ?? 0;
    if (whole !== 7) return { hint: say.noSeven(whole) };
    if (!off.has("cut out")) return { hint: say.switchCutOff };
    const { label, probabilities } = reading;
    const isMoved = !off.has("centred");
    return { outcome: say.sawUncut(label, percent(probabilities[label]), isMoved) };
  };

/** @param {import("../../pad/paper.js").Frame} frame all of it within a quarter */
const isInCorner = ({ x, y, width, height, sheet }) =>
  [
    [x, width],
    [y, height],
  ].every(([start, size]) => start >= sheet / 2 || start + size <= sheet / 2);

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
  const outcome = say.decided(
    label,
    most + 1,
    percent(left[most]),
    guess + 1,
    percent(left[guess]),
  );
  return { outcome };
};

/**
 * Two networks that were trained here, of few digits and of many. Each is read by those
 * that judge, which takes a moment; what they find is kept.
 *
 * @param {(network: Network, onShare: (share: number) => void) => void} judge
 * @param {() => Record<string, number>} shares right, by the digits learned from
 * @param {(from: number, share: number) => void} keep
 * @returns {Check}
 */
export function trainedTwice(judge, shares, keep) {
  /** @type {Network | null} */
  let asked = null;
  return ({ network }) => {
    const { learned } = network;
    if (learned && learned.seen >= LEARNED && network !== asked) {
      asked = network;
      judge(network, (share) => keep(learned.from, share));
    }
    const { [FEW]: few, [MANY]: many } = shares();
    if (few !== undefined && many !== undefined)
      return { outcome: say.learnedFromBoth(percent(few), percent(many)) };
    if (few !== undefined) return { hint: say.learnedFrom(FEW, percent(few), MANY) };
    if (many !== undefined) return { hint: say.learnedFrom(MANY, percent(many), FEW) };
    return null;
  };
}

/**
 * The map fires at a drawing as at its own patches, and did not before.
 *
 * @param {() => {sum: number}[] | null} patches the two that one chose from; null before
 *   they are there
 * @returns {Check}
 */
export function firesAnew(patches) {
  let pale = false;
  return ({ reading, network }) => {
    const { layer, map } = LIKING;
    const values = reading?.layers[layer];
    const of = network.layers.find(({ name }) => name === layer);
    const area = of ? of.side ** 2 : 0;
    const most = Math.max(0, ...(values ?? []).slice(map * area, (map + 1) * area));
    const bright = most >= BRIGHT * network.scales[layer];
    pale ||= !bright;
    const pair = patches();
    if (!reading || !bright || !pale || !pair) return null;
    const [first, second] = pair.map(({ sum }) => sum);
    return { outcome: say.firedAt(most, reading.label, first, second) };
  };
}
