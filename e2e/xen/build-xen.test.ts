import { expect, test } from 'vitest';
import { classify, MirrorDidNotAnswer, withRetries, CouldNotFetch } from './build-xen.mjs';

test.each([
  ["E: Failed to fetch http://x/InRelease  Temporary failure resolving 'x'", 'silent'],
  [
    'E: Failed to fetch http://x/InRelease  Could not connect to x:80 (1.2.3.4). - connect (111: Connection refused)',
    'silent',
  ],
  ['E: Failed to fetch http://x/InRelease  Connection timed out', 'silent'],
  ['E: Failed to fetch http://x/InRelease  503  Service Unavailable [IP: 1.2.3.4 80]', 'silent'],
  ['E: Failed to fetch http://x/xen.dsc  404  Not Found [IP: 1.2.3.4 80]', 'passing'],
  ['E: Failed to fetch http://x/Sources  Hash Sum mismatch', 'passing'],
  ['W: GPG error: http://x InRelease: The following signatures: NO_PUBKEY 0123', 'fault'],
  ['E: Unable to find a source package for xen', 'fault'],
  ['E: Unable to locate package flex', 'fault'],
  ['E: You don’t have enough free space: No space left on device. E: Failed to fetch', 'fault'],
])('%s is %s', (complaint, kind) => {
  expect(classify(complaint)).toBe(kind);
});

/** An attempt that fails these ways, one after the other, then succeeds. */
function attemptFailing(...failures: Error[]) {
  let calls = 0;
  return {
    attempt: () => {
      calls += 1;
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
    },
    calls: () => calls,
  };
}
const silent = () => new CouldNotFetch('nobody there', true);

test('a mirror that answers in the end is forgiven', async () => {
  const { attempt, calls } = attemptFailing(silent(), silent(), silent());
  await expect(withRetries(attempt, [0, 0, 0])).resolves.toBe('done');
  expect(calls()).toBe(4);
});

test('a mirror that never answers is named, after three more attempts', async () => {
  const { attempt, calls } = attemptFailing(silent(), silent(), silent(), silent(), silent());
  await expect(withRetries(attempt, [0, 0, 0])).rejects.toBeInstanceOf(MirrorDidNotAnswer);
  expect(calls()).toBe(4);
});

test('a mirror that answers wrongly to the end is a failure, not an absence', async () => {
  const wrong = () => new CouldNotFetch('404', false);
  const { attempt } = attemptFailing(wrong(), wrong(), wrong(), wrong());
  await expect(withRetries(attempt, [0, 0, 0])).rejects.not.toBeInstanceOf(MirrorDidNotAnswer);
});

test('what cannot get better is not tried again', async () => {
  const { attempt, calls } = attemptFailing(new Error('no such option'));
  await expect(withRetries(attempt, [0, 0, 0])).rejects.toThrow('no such option');
  expect(calls()).toBe(1);
});
