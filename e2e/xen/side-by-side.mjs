// @ts-check
// Works on a list side by side: so many at once, and no more than there is memory for.

/**
 * Does something to each of a list. What alone takes more than the room is done alone.
 * @template T
 * @param {readonly T[]} list
 * @param {{jobs: number, room: number, takes: (item: T) => number}} bounds `room` and what an item `takes` of it, in one unit
 * @param {(item: T) => Promise<void>} action
 * @returns {Promise<void>}
 */
export function sideBySide(list, { jobs, room, takes }, action) {
  const rest = [...list];
  let running = 0;
  let taken = 0;
  return new Promise((resolve, reject) => {
    const fill = () => {
      for (;;) {
        const [item] = rest;
        if (item === undefined) return running === 0 ? resolve() : undefined;
        if (running > 0 && (running >= jobs || taken + takes(item) > room)) return undefined;
        rest.shift();
        running += 1;
        taken += takes(item);
        action(item).then(() => {
          running -= 1;
          taken -= takes(item);
          fill();
        }, reject);
      }
    };
    fill();
  });
}
