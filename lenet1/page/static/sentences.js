/**
 * All that the page's scripts and templates show or speak. A page in another language is
 * another file in this one's place; the server's sentences are in `sentences.py`.
 *
 * Texts stand in plain strings, never within the `${}` of another.
 */

import { number, percent, signed } from "./dom.js";

/** @typedef {import("./network/parts.js").LeftOut} LeftOut */
/** @typedef {import("./network/preparation.js").Step} Step */

export const language = "en"; // as HTML names it

/** What the templates hold; `components.py` fills them from here. */
export const TEXTS = {
  title: "LeNet-1 Live",
  summary: "Draw a digit: LeCun's first convolutional network reads along.",
  guide: "How to read this",
  forMyClass: "Make a link for my class",
  colours: `Every square is one number. <b class="adds">Orange</b> is above zero,
    <b class="takes">blue</b> below, the plain tone is exactly zero. Each layer has one
    scale that never changes, so a pale map is a weak one.`,
  kernels: `A <em>kernel</em> is the little pattern that a map looks for: it slides over
    the picture, and the map lights up where it is found. Averages make the maps smaller
    and less fussy about place. The last layer weighs what is left for each digit: that
    is its score, and the scores together make the probabilities.`,
  form: `<em>Your digit</em> first gets the form of those that the network has learned
    from: cut out, its stroke as wide as theirs, its weight in the middle, upright.
    Switch a step off to see what it is good for; without any the network gets the pad
    as it is, shrunk to 28×28.`,
  pointing: `Point at any square to see the pixels that made it; a click pins it, a
    second click or Escape lets it go. With the keyboard, Tab goes from layer to layer,
    the arrow keys from square to square, Enter pins.`,
  photos: `<em>Photo</em> finds the digits of a form, of notes, of a plate; a
    picture can also be pasted or dropped anywhere here. Choose a box to see its digit,
    or walk there with the arrow keys. Dashed boxes are not sure, dotted ones are no
    digits.`,
  api: "Use it from a program or an assistant (API, MCP)",
  close: "Close",
  layers: "Layer by layer",
  keyboard: "Keyboard",
  photo: "Photo",
  share: "Share",
  sketchpad: "Draw a digit from 0 to 9",
  scripts: "The page's scripts did not load. Reload the page to try again.",
};

// The answer

export const invitation = "Draw a digit.";
export const drawYourOwn = "An example. Draw your own.";
export const noDigit = "That does not look like one digit.";
/** @type {(label: number) => string} */
const a = (label) => (label === 8 ? `an ${label}` : `a ${label}`);
/** @type {(label: number, probability: number) => string} */
export const digit = (label, probability) =>
  `I read ${a(label)}, ${percent(probability)} sure.`;
/** @type {(label: number, chance: number, other: number, otherChance: number) => string} */
export const notSure = (label, chance, other, otherChance) =>
  `Not sure: ${label} (${percent(chance)}) or ${other} (${percent(otherChance)}).`;
/** @type {(sentence: string) => string} */
export const example = (sentence) => `An example. ${sentence}`;
/** @type {(label: number, probability: number) => string} of a network that nobody rated */
export const mostProbable = (label, probability) =>
  `It says ${label} first, with ${percent(probability)}.`;
export const computedHere = "Computed in your browser";
export const computedHereInShort = "Browser only";
export const unconfirmed = "Not confirmed by the server yet";
export const unconfirmedInShort = "Unconfirmed";

// What was left out beside the digit: one and several of each kind

/** @type {Record<string, [string, (number: number) => string]>} */
const LEFT_OUT = {
  dot: ["A dot was left out.", (n) => `${n} dots were left out.`],
  smudge: ["A smudge was left out.", (n) => `${n} smudges were left out.`],
  underline: [
    "The line under it was left out.",
    (n) => `${n} lines under it were left out.`,
  ],
  line: ["A line was left out.", (n) => `${n} lines were left out.`],
  frame: [
    "The frame around it was left out.",
    (n) => `${n} frames around it were left out.`,
  ],
  rim: [
    "Something at the edge was left out.",
    (n) => `${n} things at the edge were left out.`,
  ],
};
/** @type {typeof LEFT_OUT} */
const LEFT_OUT_IN_SHORT = {
  dot: ["A dot left out", (n) => `${n} dots left out`],
  smudge: ["A smudge left out", (n) => `${n} smudges left out`],
  underline: ["The line left out", (n) => `${n} lines left out`],
  line: ["A line left out", (n) => `${n} lines left out`],
  frame: ["The frame left out", (n) => `${n} frames left out`],
  rim: ["Something at the edge left out", (n) => `${n} things at the edge left out`],
};
/** @type {(table: typeof LEFT_OUT, of: LeftOut) => string} */
const counted = (table, { kind, number }) =>
  number === 1 ? table[kind][0] : table[kind][1](number);
/** @type {(all: LeftOut[]) => string} a sentence for each kind; "" where nothing was */
export const leftOut = (all) => all.map((one) => counted(LEFT_OUT, one)).join(" ");
/** @type {(all: LeftOut[]) => string} where there is room for a few letters */
export const leftOutInShort = (all) =>
  all.length > 1
    ? `${all.reduce((sum, { number }) => sum + number, 0)} things left out`
    : all.map((one) => counted(LEFT_OUT_IN_SHORT, one)).join();

// The steps to what the network gets

/** @type {Record<Step, string>} of "drawn", and of each step of the preparation */
const STEPS = {
  drawn: "drawn",
  "cut out": "cut",
  stroke: "thicken or thin",
  centred: "centre",
  upright: "straighten",
};
/** @type {(name: Step) => string} */
export const step = (name) => STEPS[name] ?? name;
export const restore = "Restore all";
/** @type {(off: Step[]) => string} */
export const stepsOff = (off) => `Switched off: ${off.map(step).join(", ")}.`;
/** @type {(side: number) => string} */
export const allStepsOff = (side) =>
  `Without any step: the pad shrunk to ${side}×${side}.`;
/** @type {(off: Step[]) => string} */
export const stepsOffInShort = ({ length }) =>
  length === 1 ? "1 step off" : `${length} steps off`;

// The layers: what each does with what is before it, and in small print its name

export const yourDigit = "Your digit";
export const stepByStep = "step by step";
export const searched = ["searched", "searched again"]; // the first time, and later
export const halved = ["halved", "halved again"];
export const averaged = ["averaged", "averaged again"];
export const weighed = ["weighed", "weighed again"];
/** @type {(layer: string, maps: number) => string} */
export const patterns = (layer, maps) => `${layer} · ${maps} patterns`;
/** @type {(before: number) => string} what follows where there is room */
export const ofAll = (before) => ` of all ${before}`;
/** @type {(some: number, all: number) => string} where not every map sees every map */
export const ofSome = (some, all) => ` by ${some} of ${all} kernels`;
/** @type {(layer: string, side: number) => string} */
export const smaller = (layer, side) => `${layer} · ${side}×${side}`;
/** @type {(layer: string) => string} */
export const outputs = (layer) => `${layer} · how sure, and the score`;
/** @type {(title: string, text: string) => string} */
export const layerHelp = (title, text) =>
  `${title}: ${text}. Arrow keys choose a unit, Enter pins it.`;
/** @type {(layer: string, map: number) => string} */
export const mapName = (layer, map) => `${layer}, map ${map}`;
/** @type {(layer: string, map: number) => string} */
export const kernelName = (layer, map) => `Kernel of ${layer}'s map ${map}`;
export const paper = "paper";
export const ink = "ink";

// The bench: tools under the microscope

export const bench = "Tools";
export const close = "Close";
/** Of the tabs: in full, and where there is little room. */
export const tools = {
  why: { label: "Why this answer", brief: "Why" },
  train: { label: "Train it here", brief: "Train" },

  likes: { label: "What a map likes", brief: "Likes" },
  change: { label: "Change it", brief: "Change" },
  experiments: { label: "Five experiments", brief: "Five" },
};
export const notLoaded = "This did not load. Press again.";
export const toolFailed =
  "This tool did not load or failed. Your drawing is not touched; open another tab and come back to try again.";
export const network = "Network: ";
export const backToShipped = "Back to the shipped one";
export const backInShort = "Back";

// A network that is trained on the page

export const start = "Start";
export const pause = "Pause";
export const goOn = "Go on";
export const oneStep = "One step";
export const fromTheStart = "From the start";
export const learnFrom = "Learn from";
export const rate = "Rate";
/** @type {(number: number) => string} */
export const count = (number) => number.toLocaleString("en");
const TRAINING = {
  fetching: "Fetching 6,000 digits of MNIST for it to learn from\u2026",
  failed:
    "It cannot train here: the digits could not be fetched, or this browser lets a page have no second thread. Open another tab and come back to try again.",
  ready:
    "From nothing, on your own machine. The maps above are of your drawing and change while it learns. Before you start: which digit will it learn last?",
  paused: "Paused. The maps are what it has learned so far; draw something else.",
  going:
    "It learns: watch its kernels come out of noise, and the maps of your drawing.",
  over: "100,000 digits seen: it would hardly learn more. Try it with fewer digits, or another rate.",
  exploded:
    "The steps were too large: its errors grew beyond all bounds, and nothing can be learned from there. Choose a smaller rate.",
};
/** @type {(state: keyof typeof TRAINING) => string} */
export const training = (state) => TRAINING[state];
/** @type {(seen: number) => string} a network */
export const trainedHere = (seen) => `trained here, ${count(seen)} digits seen`;
/** @type {(file: string) => string} a network */
export const networkOfFile = (file) => `from ${file}`;
export const networkOfLink = "from a link";
export const digitsSeen = "Right of 1,000 others, by digits seen";
export const digitsSeenTwice = "Right of 1,000 others, by digits seen; dashed: before";
export const emptyCurve = "No digit has been learned yet";
/** @type {(share: number, seen: number) => string} */
export const curve = (share, seen) =>
  `${percent(share)} right after ${count(seen)} digits`;
export const rightByDigit = "Right, by digit";
export const guessQuestion = "Which digit will it learn last?";
/** @type {(digit: number, share: number) => string} */
export const rightOf = (digit, share) => `${digit}: ${percent(share)} right`;
/** @type {(last: number | null, guess: number | null) => string} */
export function learnedLast(last, guess) {
  if (last === null)
    return guess === null ? guessQuestion : `Your guess: ${guess} comes last.`;
  const right = `Right, by digit: ${last} comes last.`;
  return guess === null ? right : `${right} You guessed ${guess}.`;
}
export const ownDigits = "Your own digits (each counts ten times)";
export const thisDrawingIs = "This drawing is a";
export const erase = "Erase them";
/** @type {(kept: number, most: number) => string} */
export function ownKept(kept, most) {
  if (kept === 0) return "None yet. They stay in this browser.";
  if (kept >= most) return `${kept} in this browser, which is all it keeps.`;
  return kept === 1 ? "1 in this browser." : `${kept} in this browser.`;
}
export const saveWeights = "Save weights";
export const loadWeights = "Open a file";
/** @type {Record<string, string>} why a file is no network, by a name */
const NOT_WEIGHTS = {
  broken: "That is not a complete safetensors file.",
  other: "Those are the weights of another network: names or shapes differ.",
  kind: "Those weights are not 32-bit floating-point numbers.",
  infinite: "Some of those weights are no finite numbers.",
  large: "That file is too large for this network's weights.",
};
/** @type {(reason: string) => string} */
export const notWeights = (reason) =>
  NOT_WEIGHTS[reason] ?? "That file could not be read.";

// What a map likes

/** @type {(digits: string) => string} */
export const firesIn = (digits) =>
  `It fires strongly in most of the digits ${digits}: the bars say in how many of each.`;
export const firesRarely =
  "It fires strongly in less than half of every digit's pictures.";
export const ownShape =
  "The patches that it fires most at have the kernel's own shape: ink on orange, paper on blue.";
export const patternOfMaps =
  "Each patch is all that the map's strongest unit sees of a training digit.";
export const likesOfShipped =
  "These are of the shipped network, not of the one that reads now.";
export const strongest = "fires most at";
export const typical = "typical of its top 1\u00a0%";
export const silencing = "silenced most by, before ReLU";
export const meanPatch = "what its top 1\u00a0% share";
export const firesBars = "where it fires strongly";
/** @type {(digit: number, share: number) => string} */
export const firesInDigit = (digit, share) => `${digit}: in ${percent(share)}`;
/** @type {(map: number) => string} */
export const mapBefore = (map) => `‹ map ${map}`;
/** @type {(map: number) => string} */
export const mapAfter = (map) => `map ${map} ›`;
/** @type {(label: number, sum: number) => string} */
export const patchOf = (label, sum) => `of a ${label}: ${signed(sum)}`;
export const whichMore = "Which fires it more?";
export const firstPatch = "The first patch";
export const secondPatch = "The second patch";
export const anotherPair = "Another pair";
/** @type {(right: boolean, more: number, less: number) => string} */
export const guessed = (right, more, less) =>
  `${right ? "Right" : "Not so"}: ${signed(more)} against ${signed(less)}.`;
/** @type {(right: number, all: number) => string} */
export const score = (right, all) => `Right so far: ${right} of ${all}.`;
export const noLikes =
  "What the maps like is not there for these weights, so there is nothing to show.";

// Five experiments

/**
 * @typedef {object} Experiment
 * @property {string} title
 * @property {string} question with a prediction
 * @property {string[]} choices
 * @property {string} task one thing to do
 * @property {[answer: string, reply: string][]} whys three
 * @property {number} right which of them
 */
/** @type {Record<string, Experiment>} */
export const experiments = {
  nine: {
    title: "From 4 to 9",
    question: "Where does a 4 become a 9?",
    choices: ["When its top is closed", "When its foot is bent", "When it leans"],
    task: "Draw a 4 with an open top. Then close the top with further strokes, bit by bit, and watch the bars.",
    whys: [
      ["It looks up how a 9 is drawn", "No: it holds no digits, only 3,246 numbers."],
      [
        "A closed top fires other maps",
        "Yes: maps that look for a loop begin to fire, and they vote for the 9.",
      ],
      ["A 9 has more ink", "No: draw the same 4 with a wider pen, and it stays a 4."],
    ],
    right: 1,
  },
  corner: {
    title: "A 7 in a corner",
    question: "A small 7 in a corner, and cut is off: what does the network see?",
    choices: ["A 7 as large as any", "A small 7", "Nothing at all"],
    task: "Draw a small 7 in a corner of the pad. Then switch cut off, among the steps beside the pad.",
    whys: [
      [
        "It has learned from digits of one size",
        "Yes: MNIST's digits all fill 20 of 28 pixels, and it has seen no others.",
      ],
      [
        "A small digit has too few pixels",
        "No: cut out, the same strokes are read well.",
      ],
      [
        "It does not look into corners",
        "No: its kernels slide over all of it, and the step centre has moved the 7 to the middle.",
      ],
    ],
    right: 0,
  },
  decides: {
    title: "Which map decides?",
    question: "Draw a digit. Which of conv2's twelve maps decides that it is read so?",
    choices: Array.from({ length: 12 }, (_, map) => `Map ${map + 1}`),
    task: "Mute your map by its number, and see what is left of the answer.",
    whys: [
      [
        "The brightest map always decides",
        "No: a bright map counts for what its weights make of it, and they may be small.",
      ],
      [
        "One map knows each digit",
        "No: mute it, and the others often carry the answer.",
      ],
      [
        "Each map votes, and some have more to say",
        "Yes: what a map adds is its values times its weights; Why this answer shows all twelve.",
      ],
    ],
    right: 2,
  },
  digits: {
    title: "50 digits or 5,000?",
    question:
      "It learns from 50 digits, or from 5,000. How many of others does it read right?",
    choices: ["Hardly a difference", "Some 70 % against 97 %", "None with 50"],
    task: "In Train it here let it learn from 50 digits, see 3,000 or more, and come back. Then the same with 5,000.",
    whys: [
      [
        "5,000 take longer, so it learns longer",
        "No: both saw as many digits; of the 50 each came again and again.",
      ],
      [
        "50 show too few ways of writing",
        "Yes: it knows its 50 by heart, and what they do not show it cannot know.",
      ],
      [
        "50 digits have too few weights",
        "No: the network has the same 3,246 numbers both times.",
      ],
    ],
    right: 1,
  },
  likes: {
    title: "What a map likes",
    question: "Here are two patches of digits. At which does map 5 of conv2 fire?",
    choices: ["The first", "The second"],
    task: "Draw what it likes, until map 5 of conv2 is as bright as it can be.",
    whys: [
      [
        "It knows the digit 7",
        "No: it fires in 4s and 9s as well; it sees a part, not a digit.",
      ],
      [
        "It likes all that is dark",
        "No: ink in other places silences it, as What a map likes shows.",
      ],
      [
        "Its kernels weigh strokes of one direction",
        "Yes: it adds up edges that conv1 found where such a stroke has them.",
      ],
    ],
    right: 2,
  },
};
/** @type {(place: number, all: number) => string} */
export const experimentOf = (place, all) => `Experiment ${place} of ${all}`;
/** @type {(title: string) => string} */
export const finished = (title) => `${title}, finished`;
export const predict = "What do you think?";
export const youSaid = "You said";
export const happened = "What happened";
export const toBeSeen = "And in fact";
export const pageSees = "The page sees when you have done it.";
/** @type {(map: number) => string} */
export const muteYours = (map) => `Mute map ${map}`;
export const why = "Why?";
export const nextExperiment = "Next experiment";
/** @type {(nine: string, four: string) => string} */
export const turned = (nine, four) =>
  `It turned into a 9: ${nine}, and the 4 has ${four}.`;
export const furtherIntoCorner =
  "Smaller, or further into a corner: all of it has to lie in a quarter of the pad.";
/** @type {(label: number) => string} */
export const noSeven = (label) =>
  `With all steps this is read as a ${label}; draw a 7.`;
export const switchCutOff = "A small 7 in a corner. Now switch cut off.";
/** @type {(label: number, probability: string, isMoved: boolean) => string} */
export const sawUncut = (label, probability, isMoved) =>
  `It got a small 7, ${isMoved ? "moved to the middle" : "in its corner"}, and says ${label} first, with ${probability}.`;
/** @type {(label: number, most: number, left: string, guess: number, yours: string) => string} */
export const decided = (label, most, left, guess, yours) =>
  most === guess
    ? `Yours decides most: without map ${most} the ${label} has ${left}.`
    : `Without map ${guess} the ${label} has ${yours}. Map ${most} decides most: without it, ${left}.`;
/** @type {(few: string, many: string) => string} */
export const learnedFromBoth = (few, many) =>
  `From 50 digits it reads ${few} of others right, from 5,000 ${many}.`;
/** @type {(from: number, share: string, other: number) => string} */
export const learnedFrom = (from, share, other) =>
  `From ${count(from)} digits: ${share} of others right. Now from ${count(other)}.`;
/** @type {(value: number, label: number, first: number, second: number) => string} */
export const firedAt = (value, label, first, second) =>
  `At your ${label} it fired with ${number(value, 1)}: look where it is orange. The first patch gives it ${signed(first)}, the second ${signed(second)}.`;

// Change it

export const changeHelp =
  "Press a map's number, or M on it, to mute it. Drag a square of its kernel up or down, or use the arrow keys.";
export const mute = "Mute this map";
export const unmute = "Bring it back";
export const allBack = "All back";
export const bias = "bias";
export const weight = "weight";
export const coefficient = "coefficient";
/** @type {(name: string) => string} */
export const mutedMap = (name) => `${name}, muted`;
/** @type {(muted: number, numbers: number) => string} a changed network's name */
export function changed(muted, numbers) {
  const maps = muted === 1 ? "1 map muted" : `${muted} maps muted`;
  const weights = numbers === 1 ? "1 number changed" : `${numbers} numbers changed`;
  if (!muted) return weights;
  return numbers ? `${maps}, ${weights}` : maps;
}
/** @type {(share: number, before: number) => string} */
export const rightBefore = (share, before) =>
  `${percent(share)} of 400 digits right; before, ${percent(before)}`;
/** @type {(digit: number, share: number, before: number) => string} */
export const rightNow = (digit, share, before) =>
  `${digit}: ${percent(share)} right; before, ${percent(before)}`;
export const noDigits = "The digits that judge did not load; the maps still follow.";
/** @type {(left: number, enough: boolean, fewest: number) => string} */
export function challenge(left, enough, fewest) {
  const now = `${left} maps are left, ${enough ? "90 % or more" : "less than 90 %"}.`;
  const ask = "With how few maps are 90 % right?";
  return Number.isFinite(fewest) ? `${now} Your fewest: ${fewest}.` : `${ask} ${now}`;
}

// How a unit's value came about

export const inspectorInvitation =
  "Point at any square of any map, tap it, or walk there with Tab and the arrow keys: here you will see how its value came about.";
export const kept = "Kept.";
export const letGo = "Let go.";
export const comparedWith = "Compared with";
export const nothing = "nothing";
/** @type {(title: string, text: string) => string} */
export const unitAloud = (title, text) => `${title}. ${text}`;
/** @type {(row: number, column: number) => string} */
export const pixelTitle = (row, column) => `Your digit, row ${row}, column ${column}`;
/** @type {(layer: string, map: number, row: number, column: number) => string} */
export const unitTitle = (layer, map, row, column) =>
  `${layer}, map ${map}, row ${row}, column ${column}`;
/** @type {(digit: number, maps: number) => string} */
export const outputTitle = (digit, maps) => `Why ${digit}? ${maps} votes`;
/** @type {(digit: number) => string} of a drawing that was refused */
export const nearestTitle = (digit) => `No digit. Nearest: ${digit}`;
/** @type {(share: number) => string} */
export function pixel(share) {
  if (share === 0) return `What the network gets holds ${number(0)} here: paper.`;
  if (share === 1) return `What the network gets holds ${number(1)} here: full ink.`;
  return `What the network gets holds ${number(share)} here: partly ink.`;
}
/** @type {(size: number) => string} */
export const looksAtDigit = (size) =>
  `This unit looked at the outlined ${size}×${size} patch of your digit and multiplied it by its kernel.`;
/** @type {(size: number, seen: number, before: {name: string, maps: number}) => string} */
export function looksAtMaps(size, seen, { name, maps }) {
  const some = seen === maps ? `all ${maps}` : `${seen} of ${maps}`;
  return `This unit looked at the same ${size}×${size} patch of ${some} ${name} maps, and multiplied each by a kernel.`;
}
/** @typedef {import("./network/units.js").Layer["activation"]} Activation */
/** @type {(sum: number, activation: Activation) => string} of the products and the bias */
export function outcome(sum, activation) {
  if (activation !== "relu") return `With the bias the sum is ${number(sum)}.`;
  return sum > 0
    ? `With the bias the sum is ${number(sum)}, above zero, so ReLU lets it through: it found some of its pattern here.`
    : `With the bias the sum is ${number(sum)}, not above zero, so ReLU makes it 0: its pattern is not here.`;
}
/** @type {(sums: number[], bias: number, sum: number) => string} */
export const arithmetic = (sums, bias, sum) =>
  `${sums.map((one) => signed(one, 3)).join(" ")} and bias ${signed(bias, 3)} = ${number(sum, 3)}`;
/** @type {Record<Activation, string>} */
export const activation = { relu: "ReLU", tanh: "1.7159 tanh(2x/3)", none: "as it is" };
/** @type {(count: number, layer: string) => string} */
export const averageOf = (count, layer) =>
  `The average of ${count} neighbours in ${layer}: it keeps what was found and blurs where.`;
/** @type {(count: number, layer: string) => string} */
export const averageOfNothing = (count, layer) =>
  `The average of ${count} neighbours in ${layer}: nothing was found at any of them.`;
/** @typedef {{map: number, sum: number}} Vote */
/** @typedef {{digit: number, rival: number | null, best: Vote, worst: Vote, bias: number, score: number}} Votes */
/** @type {(votes: Votes) => string} */
export function votes({ digit, rival, best, worst, bias, score }) {
  const most = `Map ${best.map} says the most for it (${signed(best.sum)})`;
  const least =
    worst.sum < 0
      ? `map ${worst.map} the most against it (${signed(worst.sum)})`
      : `map ${worst.map} the least (${signed(worst.sum)})`;
  const start =
    rival === null
      ? `Each map votes for or against the ${digit}.`
      : `Each map votes for the ${digit} or for the ${rival}.`;
  const end = `All votes and the bias of ${signed(bias)} make ${number(score)}.`;
  return [start, `${most}, ${least}.`, end].join(" ");
}
/** @type {(digit: number) => string} */
export const nearestDigit = (digit) =>
  `It does not look like one digit; ${digit} comes nearest.`;
/** @type {(map: number) => string} */
export const mapNumber = (map) => `map ${map}`;
export const patch = "patch";
export const kernel = "kernel";
export const products = "products";
export const sum = "their sum";
export const average = "average";
/** @type {(numbers: number[], mean: number) => string} */
export const mean = (numbers, mean) =>
  `(${numbers.map((one) => number(one)).join(" + ")}) \u00f7 ${numbers.length} = ${number(mean, 3)}`;
/** @type {(coefficient: number, bias: number, sum: number) => string} of an average that has them */
export const times = (coefficient, bias, sum) =>
  `, \u00d7 ${number(coefficient, 3)} and bias ${signed(bias, 3)} = ${number(sum, 3)}`;
export const canBeKept = "A click keeps this square here.";
export const isKept = "Kept. A second click or Escape lets it go.";

// The pads

/** @type {(digit: number) => string} */
export const exampleOf = (digit) => `Example: a drawn ${digit}`;
export const backToSketchpad = "Sketchpad";
export const closePhoto = "Close";
export const penKeys =
  "Arrow keys move the pen, Space lowers and lifts it, E erases, Z undoes, Delete clears.";
/** @type {(keys: string) => string} */
export const drawingPad = (keys) => `Drawing pad. ${keys}`;
export const undo = "Undo";
export const redo = "Redo";
export const clear = "Clear";
export const eraser = "Erase";

// Sharing

/** @type {Record<string, string>} */
export const sharing = {
  "copy-link": "Copy link",
  "save-picture": "Save picture",
  "save-numbers": "Save numbers",
};
export const link = "Link to what is shown";
export const copied = "Copied. Whoever opens the link sees what you see now.";
export const notCopied = "This browser does not let the page copy: copy the link here.";
export const noLink = "What is shown does not fit into a link.";
export const noAddress =
  "This page has no address of its own that a link could lead to.";
export const onlyHere =
  "The link leads to this file on this computer. Others need the file on the web.";
export const unreadableLink =
  "The link does not hold a drawing that this page can read.";
/** @type {(name: string) => string} */
export const saved = (name) => `Saved as ${name}.`;
/** @type {(name: string) => string} */
export const savedPerhaps = (name) =>
  `Saved as ${name}, unless the page around this frame forbids it.`;

// A lesson

export const classParts = "Show of the page:";
/** @type {Record<string, string>} */
export const lessonParts = {
  pad: "the pad",
  examples: "ten examples",
  photo: "photos",
  steps: "the steps",
  maps: "the maps",
  averages: "the averages",
  answer: "the answer",
  inspector: "the arithmetic",
  tools: "the other tools",
};
export const classDrawing = "with what is drawn now,";
/** @type {Record<string, string>} */
export const themes = {
  "": "light or dark as visitors like it",
  light: "light",
  dark: "dark",
};
export const classLink = "Address";
export const classFrame = "For a page of yours";
export const copy = "Copy";
export const copiedForClass = "Copied.";

// Things to try, each set up by a link

export const tryIt = "Try: ";
export const tries = {
  corner: "a 7 in a corner, not cut",
  nine: "make this 4 a 9",
  two: "two digits",
};

// What explains each word of the page, by the key that elements have

/** @type {Record<string, string>} */
export const explanations = {
  title:
    "The network with which Yann LeCun and others read handwritten digits in 1989; this one was trained anew, on 60,000 of them.",
  summary:
    "Convolutional: it looks for small patterns all over the picture. It computes here, in your browser, with every move of the pen.",
  guide: "A page about the colours, the steps, and how to look into it.",
  bench: "Brings up the tools: why this answer, what a map likes, training, changes.",
  "bench close": "Puts the tools away. Escape does so, too.",
  "tool why":
    "Asks which maps speak for the answer, or how the square that you point at came about.",
  "tool likes":
    "Asks which pieces of training digits make a map light up, and which keep it dark.",
  "likes fires": "In which digits this map lights up, and what its pattern means.",
  "likes shipped":
    "The page has such pieces for the network that it came with, and for no other.",
  "likes other": "To the map before this one or after it.",
  "likes strongest": "The pieces of training digits for which the map is brightest.",
  "likes typical":
    "Chosen by chance among the hundredth of all pieces for which it is brightest.",
  "likes silencing":
    "The pieces that fit the pattern least: ReLU makes what they give 0.",
  "likes mean":
    "The hundredth of all pieces for which it is brightest, laid over one another.",
  "likes bars": "For each digit, in how many of its pictures the map is bright.",
  "likes quiz": "A guess: for which of the two pieces is the map brighter?",
  "likes guessed":
    "The two sums, before ReLU: the larger one is the piece that fits better.",
  "tool train":
    "Makes a network of your own: its weights begin at random and are changed by digits that it sees, step by step.",
  "train state": "What it is doing, and what to look at.",
  "train go": "Lets it learn, or rest.",
  "train step": "It sees 32 digits, and every weight is moved a little, once.",
  "train anew": "Throws away what it has learned: random weights again, the same ones.",
  "train count":
    "How many digits it learns from. Few of them it only learns by heart; it sees them again and again.",
  "train rate":
    "How far a step moves the weights. A small rate learns slowly, too large a one not at all.",
  "train curve":
    "How many of 1,000 digits that it never learns from it reads right, after so many that it has seen.",
  "train right": "For each digit, how many of those others are read right.",
  "train own":
    "Digits that you have drawn and named; it learns from them with the others. They stay in this browser.",
  "train erase": "Takes your digits out of this browser.",
  "train save": "Keeps what the network has learned as a file (safetensors).",
  "train load": "Takes the network out of such a file, and lets it read.",
  "tool change": "Lets you take maps and weights away, and says what that costs.",
  "change help": "What can be changed, and how.",
  "change mute": "A muted map holds zeros, as if the network did not have it.",
  "change undo": "Takes the last change back.",
  "change back": "Back to the network that the page came with.",
  "change challenge": "A game: mute as many maps as you can.",
  "change places":
    "The layer's maps, by number. The chosen one's kernels are beside them.",
  "change weight":
    "A kernel: a square of weights. Orange looks for ink, or for what the map before found, blue for none.",
  "change bias": "A number that is added to every sum of this map.",
  "change bars":
    "How many of 400 digits the changed network reads right, of each digit and of all.",
  "tool experiments":
    "Five small experiments. You predict what happens, do it, and see whether you were right.",
  "experiment task": "What is asked, and what you do.",
  "experiment list": "The five experiments; a tick marks one that you have finished.",
  "experiment predict": "Say what you expect before you see it.",
  "experiment do":
    "The page watches the drawing and the network and goes on by itself.",
  "experiment happened": "What the network did, in its own numbers.",
  "experiment why": "Three reasons. Only one of them is right, and each says why.",
  "experiment next": "To the experiment after this one.",
  keyboard: "Draw with the arrow keys instead of a mouse or a finger.",
  photo: "Read many digits at once: a form, notes, a plate.",
  share: "Give others what you see: a link, a picture, the numbers.",
  try: "Each of these sets something up for you.",
  "try corner":
    "A small 7 in a corner, and the first step switched off: the network has only learned from digits of one size.",
  "try nine": "A 4, open at the top. Close it with one stroke and watch the bars.",
  "try two": "The network knows single digits; see what it makes of two.",
  input: "What the network gets: 28×28 numbers, from 0 for paper to 1 for full ink.",
  "input name":
    "Your drawing is brought into the form of the digits that the network has learned from, in four steps.",
  "step drawn": "Your drawing as it lies on the pad.",
  "step cut out":
    "Cuts the digit out and makes its longer side 20 squares. Switch it off to see what the network makes of a small one.",
  "step stroke": "Makes the stroke as wide as those that the network has learned from.",
  "step centred": "Moves the digit so that its ink balances in the middle.",
  "step upright": "Straightens a digit that leans. This is what the network gets.",
  ink: "The scale of your digit: paper is 0, full ink is 1.",
  convolution:
    "A small pattern, the kernel, slides over the picture before. Wherever the picture looks like it, the map lights up.",
  "convolution name":
    "The layer's name in the program, and how many patterns it looks for. It has one map for each.",
  average:
    "Each square is the average of a few neighbours: fewer numbers, and it matters less where exactly something was found.",
  "average name": "The layer's name in the program, and how many squares a map has.",
  linear:
    "For each digit all squares before are multiplied by a weight and added up: the highest score wins.",
  "linear name":
    "The layer's name in the program. Beside each bar: how sure the network is, and the score that this comes from.",
  map: "The map's number, so that a sentence can name it.",
  scale:
    "The layer's scale: the plain tone is zero, the full colour is this number or more (\u2265). It never changes, so a pale map is a weak one.",
  kernels:
    "The kernels' scale: full orange is this number above zero, full blue as much below (\u00b1).",
  digit: "The network's answer.",
  verdict:
    "How sure it is was measured: of a hundred drawings that it is 90 % sure of, about ninety are what it says.",
  notes: "What was left out of the drawing, or who has computed the answer.",
  output: "One of the ten answers. Point at its row to see what speaks for it.",
  probability:
    "How sure the network is that it is this digit. The ten together make 100 %.",
  score:
    "The score: all votes for this digit less all votes against it. The scores make the percentages.",
  unit: "The square, or the answer, that is explained here.",
  sentence: "What the numbers beside it say, in words.",
  keep: "A click pins the square, so that you can go and look at its numbers.",
  rival: "Asks what speaks for the one digit rather than for another.",
  pixel: "The value of this square: 0 is paper, 1 is full ink.",
  patch: "The squares that this one looked at, with their values.",
  kernel: "The pattern that was looked for: weights, learned from 60,000 digits.",
  products: "Each value of the patch times the weight in its place.",
  sum: "All products added up. The bias comes after that.",
  vote: "What this map adds to the digit's score. Orange speaks for it, blue against it; the bar shows how much.",
  arithmetic:
    "The sums of all patches and the bias, a number that is always added. ReLU makes what is below zero 0.",
  "sign \u00d7": "Each number times the one in its place.",
  "sign =": "gives",
  "sign \u2192": "becomes",
};

// A photo

export const photoInvitation = "A form, notes, a plate: choose a photo of digits,";
export const photoByMouse = "paste one, or drop one here.";
export const photoByTouch = "or take one."; // the system's choice of a file offers the camera
export const choosePhoto = "Choose a photo";
export const anotherPhoto = "Another photo";
export const stop = "Stop";
export const readingPhoto = "Reading the photo…";
export const stopped = "Stopped.";
export const photoLines = "The photo's lines, read as numbers";
export const photoBoxes =
  "Digits in the photo. Arrow keys walk through the digits, with Shift through all boxes.";
export const copyNumbers = "Copy numbers";
export const numbersCopied = "Copied.";
export const numbersSelected = "Selected: copy them with the keyboard or the menu.";
export const largePhoto = "The photo, large";
export const closeLarge = "Close";
export const readAsPage = "Several digits? Read them as a page";
export const yourDrawing = "your drawing";
/** @type {(name: string, reason: string, before: string | undefined) => string} */
export const unread = (name, reason, before) =>
  before === undefined
    ? `${name}: ${reason}`
    : `${name}: ${reason} The picture before it, ${before}, is still shown.`;
export const heic =
  "HEIC cannot be read here. On the iPhone, choose Most Compatible in Settings, Camera, Formats, or send a JPEG.";
export const unreachable = "The server cannot be reached just now. Try again.";
/** @type {(megabytes: number) => string} */
export const tooLarge = (megabytes) =>
  `The file is larger than ${megabytes} MB, and this browser cannot make it smaller.`;
export const notADigit = "not a digit";
/** @type {(place: number, count: number, label: number) => string} */
export const digitOf = (place, count, label) => `digit ${place} of ${count}: ${label}`;
/** @type {(place: number, count: number, label: number) => string} */
export const doubtfulDigitOf = (place, count, label) =>
  `digit ${place} of ${count}: ${label}, not sure`;
export const cutShort = "There was no time to read all of it.";
/** @type {(digits: number, lines: number) => string} */
export function found(digits, lines) {
  if (digits === 1) return "1 digit in 1 line";
  return lines === 1
    ? `${digits} digits in 1 line`
    : `${digits} digits in ${lines} lines`;
}
