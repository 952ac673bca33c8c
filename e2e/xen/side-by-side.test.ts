import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.mjs';

/** Works on what takes so much each; says what was under way whenever something began, and what was finished. */
async function work(list: number[], jobs: number, room: number): Promise<{ at: string[]; done: number[] }> {
  const under: number[] = [];
  const at: string[] = [];
  const done: number[] = [];
  await sideBySide(list, { jobs, room, takes: (item) => item }, async (item) => {
    under.push(item);
    at.push(under.join('+'));
    await Promise.resolve();
    under.splice(under.indexOf(item), 1);
    done.push(item);
  });
  return { at, done };
}

test.each([
  [[], 2, 10, ''],
  [[1, 2, 3], 1, 10, '1, 2, 3'],
  [[1, 2, 3], 2, 10, '1, 1+2, 3'],
  [[6, 5, 4], 2, 10, '6, 5, 5+4'],
  [[1, 20, 1], 2, 10, '1, 20, 1'],
])('%j in %i jobs and %i of room: %s', async (list, jobs, room, expected) => {
  const { at, done } = await work(list, jobs, room);
  expect(at.join(', ')).toBe(expected);
  expect(done).toEqual(list);
});

test('what goes wrong with one is not lost', async () => {
  const gone = sideBySide([1], { jobs: 1, room: 1, takes: () => 1 }, () => Promise.reject(new Error('gone')));
  await expect(gone).rejects.toThrow('gone');
});
