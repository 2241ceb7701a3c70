/** Asks the worker; while it reads only the last network that comes waits. */

/** @typedef {import("../../network/units.js").Network} Network */
/** @typedef {import("./judgement.js").Judgement} Judgement */

/**
 * @param {import("../../network/ink.js").Rules} rules
 * @param {(judgement: Judgement | null, network: Network) => void} onJudged null where the
 *   digits cannot be read
 */
export function createJury(rules, onJudged) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    type: "module",
  });
  /** @type {Network | null} */
  let asked = null;
  /** @type {Network | null} */
  let next = null;

  function send() {
    asked = next;
    next = null;
    if (asked) worker.postMessage({ network: asked, rules });
  }

  worker.addEventListener("message", ({ data }) => {
    if (asked) onJudged(data.judgement, asked);
    send();
  });
  worker.addEventListener("error", () => asked && onJudged(null, asked));

  /** @param {Network} network */
  return function ask(network) {
    next = network;
    if (!asked) send();
  };
}
