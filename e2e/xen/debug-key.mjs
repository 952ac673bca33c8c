// @ts-check
// Asks a Xen that runs for something it tells on a debug key, and reads what it answers.
//
// Serial input goes to one domain after the other and then to Xen: Ctrl-A three times moves it on, and Xen says where to.

const NEXT = '\x01\x01\x01';
const INPUT_TO = /\*\*\* Serial input to (\S+)/g;

/** ms to listen once the answer has begun, and until it does: on a busy machine its lines do not come at once. */
const ANSWER_MS = { begun: 1000, awaited: 10_000 };

/**
 * Something to be called with the console so far: types what is to be typed next, and says how many ms more to listen
 * once the answer is there; null before.
 * @param {string} key
 * @returns {(log: string, type: (text: string) => void) => number | null}
 */
export function asks(key) {
  let said = 0;
  let asked = false;
  return (log, type) => {
    const answer = log.split(`'${key}' pressed`)[1];
    if (answer !== undefined)
      return answer.includes('\n') && answer.trim().includes('\n') ? ANSWER_MS.begun : ANSWER_MS.awaited;
    const inputs = [...log.matchAll(INPUT_TO)];
    const goesTo = inputs.at(-1)?.[1];
    if (goesTo?.startsWith('Xen')) {
      if (!asked) type(key);
      asked = true;
    } else if (inputs.length > said) {
      said = inputs.length;
      type(NEXT);
    }
    return null;
  };
}

/**
 * Free pages of the heap, by debug key H.
 * @typedef {object} Heap
 * @property {Map<number, number>} zones pages by zone: bits of their frame numbers; 0 is arm32's heap for Xen itself
 * @property {number} pages all of them
 * @property {number} unscrubbed how many of them idle CPUs have still to scrub
 */

/**
 * @param {string} log
 * @returns {Heap | null} null where Xen did not answer
 */
export function readHeap(log) {
  const at = log.lastIndexOf("'H' pressed");
  if (at < 0) return null;
  const answer = log.slice(at);
  const zones = new Map();
  for (const [, zone, pages] of answer.matchAll(/heap\[node=\d+\]\[zone=(\d+)\] -> (\d+) pages/g))
    zones.set(Number(zone), (zones.get(Number(zone)) ?? 0) + Number(pages));
  const unscrubbed = /Node \d+ has (\d+) unscrubbed pages/.exec(answer)?.[1];
  return {
    zones: new Map([...zones].filter(([, pages]) => pages > 0)),
    pages: [...zones.values()].reduce((sum, pages) => sum + pages, 0),
    unscrubbed: Number(unscrubbed ?? 0),
  };
}
