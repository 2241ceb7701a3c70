/**
 * Sends frames so that the newest one wins: while as many requests are under way as allowed,
 * only the newest frame waits, and an answer older than the last one shown is dropped.
 */

const RETRIES = 3;
const PAUSE = 250; // ms before the first retry, doubled for each further one

/**
 * @template {{final: boolean}} Frame
 * @template Answer
 * @param {object} options
 * @param {(frame: Frame, signal: AbortSignal) => Promise<Answer>} options.send
 * @param {(answer: Answer, frame: Frame) => void} options.onResponse
 * @param {(error: unknown, frame: Frame) => void} [options.onError] once retries are used up
 * @param {number} [options.limit] requests under way at once
 */
export function createSender({ send, onResponse, onError = () => {}, limit = 1 }) {
  /** @type {Map<number, AbortController>} */
  const underWay = new Map();
  /** @type {{frame: Frame, turn: number, tries: number} | null} */
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

  /** Only the newest frame is worth another try. */
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
