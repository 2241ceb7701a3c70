/**
 * Has the server read the last drawing, for its reading is the one that stays. Until it
 * has, the drawing is sent again, more and more rarely, and at once when the network or
 * the visitor is back.
 */

const PATIENCE = 5_000; // ms; a request that takes longer has failed
const PAUSE = 1_000; // ms before the second try, doubled for each further one
const LONGEST_PAUSE = 60_000; // ms

/** What a server says that cannot answer now. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string | null} retryAfter the header: seconds, or a date
   */
  constructor(status, retryAfter) {
    super(`The server answered ${status}`);
    const seconds = Number(retryAfter);
    const wait = Number.isNaN(seconds)
      ? Date.parse(`${retryAfter}`) - Date.now()
      : 1_000 * seconds;
    this.wait = Number.isNaN(wait) ? 0 : Math.max(wait, 0); // ms
  }
}

/**
 * @template Drawing, Answer
 * @typedef {object} Options
 * @property {(drawing: Drawing, signal: AbortSignal) => Promise<Answer>} ask
 * @property {(answer: Answer, drawing: Drawing) => void} onConfirmed
 * @property {() => void} onUnconfirmed a try has failed, and there will be others
 */

/**
 * @template Drawing, Answer
 * @param {Options<Drawing, Answer>} options
 */
export function createConfirmation({ ask, onConfirmed, onUnconfirmed }) {
  /** @typedef {{drawing: Drawing, tries: number, asking: boolean, notBefore: number}} Item */
  /** @type {Item | null} */
  let pending = null;
  let timer = 0;

  /** @param {Drawing} drawing takes the place of any before */
  function confirm(drawing) {
    pending = { drawing, tries: 0, asking: false, notBefore: 0 };
    send(pending);
  }

  /** The drawing has changed: an answer to what it was is of no use. */
  function forget() {
    pending = null;
  }

  /** @param {Item} item */
  async function send(item) {
    clearTimeout(timer);
    item.asking = true;
    item.tries += 1;
    let answer;
    try {
      answer = await ask(item.drawing, AbortSignal.timeout(PATIENCE));
    } catch (error) {
      if (item === pending) putOff(item, error);
      return;
    } finally {
      item.asking = false;
    }
    if (item !== pending) return;
    pending = null;
    onConfirmed(answer, item.drawing);
  }

  /**
   * @param {Item} item
   * @param {unknown} error
   */
  function putOff(item, error) {
    const wanted = error instanceof Refusal ? error.wait : 0;
    item.notBefore = Date.now() + wanted;
    timer = setTimeout(retry, Math.max(pauseAfter(item.tries), wanted));
    onUnconfirmed();
  }

  /** Not while the page is hidden: when it is shown again, this is called. */
  function retry() {
    if (!pending || pending.asking || document.hidden) return;
    if (Date.now() >= pending.notBefore) send(pending);
  }

  addEventListener("online", retry);
  document.addEventListener("visibilitychange", retry);
  return { confirm, forget };
}

/**
 * Spread, lest everybody come back in the same moment after a restart.
 *
 * @param {number} tries
 */
export const pauseAfter = (tries) =>
  Math.min(PAUSE * 2 ** (tries - 1), LONGEST_PAUSE) * (0.75 + Math.random() / 4);
