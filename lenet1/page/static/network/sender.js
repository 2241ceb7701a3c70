/**
 * Sends frames so that the newest one wins: while as many requests are under way as allowed,
 * only the newest frame waits, and an answer older than the last one shown is dropped.
 */

const RETRIES = 3;
const PAUSE = 250; // ms before the first retry, doubled for each further one

/**
 * @template Frame, Answer
 * @typedef {object} Options
 * @property {(frame: Frame, signal: AbortSignal) => Promise<Answer>} send
 * @property {(answer: Answer, frame: Frame) => void} onResponse
 * @property {(error: unknown, frame: Frame) => void} [onError] once retries are used up
 * @property {number} [limit] requests under way at once
 */

/**
 * @template {{final: boolean}} Frame
 * @template Answer
 * @param {Options<Frame, Answer>} options
 */
export function createSender({ send, onResponse, onError = () => {}, limit = 1 }) {
  /** @typedef {{frame: Frame, turn: number, tries: number}} Item */
  /** @type {Map<number, AbortController>} */
  const underWay = new Map();
  /** @type {Item | null} */
  let waiting = null;
  let newest = 0;
  let shown = 0;

  /** @param {Frame} frame */
  function push(frame) {
    newest += 1;
    waiting = { frame, turn: newest, tries: 0 };
    if (frame.final) abandon(); // nobody will look at what came before
    next();
  }

  function abandon() {
    for (const controller of underWay.values()) controller.abort();
    underWay.clear();
  }

  function next() {
    if (!waiting || underWay.size >= limit) return;
    const item = waiting;
    waiting = null;
    run(item);
  }

  /** @param {Item} item */
  async function run(item) {
    const controller = new AbortController();
    underWay.set(item.turn, controller);
    try {
      const answer = await send(item.frame, controller.signal);
      if (item.turn > shown && !controller.signal.aborted) {
        shown = item.turn;
        onResponse(answer, item.frame);
      }
    } catch (error) {
      if (!controller.signal.aborted) retry(item, error);
    } finally {
      if (underWay.get(item.turn) === controller) underWay.delete(item.turn);
      next();
    }
  }

  /**
   * Only the newest frame is worth another try.
   *
   * @param {Item} item
   * @param {unknown} error
   */
  function retry(item, error) {
    if (item.turn !== newest) return;
    if (item.tries === RETRIES) {
      onError(error, item.frame);
      return;
    }
    setTimeout(
      () => {
        if (item.turn !== newest) return;
        waiting = { ...item, tries: item.tries + 1 };
        next();
      },
      PAUSE * 2 ** item.tries,
    );
  }

  return { push };
}
