import { expect, test } from 'vitest';
import { analyse } from '../engine/index.ts';
import { DEFAULT_TARGET } from '../model/target.ts';
import { consoleText, layoutOf, logOf } from '../testing/boot-logs.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { besideLog, designOfLog, openRebuilt } from './boot-log.ts';
import { createMemmap } from './memmap.ts';

test('a design is compared as the Xen of the log would boot it, not the one selected', () => {
  const log = logOf(consoleText('three-domains-4.17'));
  const beside = besideLog(log, layoutOf('three-domains-4.17'), DEFAULT_TARGET, analyse);
  expect(beside?.target).toMatchObject({ release: '4.17', build: 'debug' });
  expect(beside?.comparison.differences).toEqual([]);
});

test('what is rebuilt takes the place of what is open, for the Xen of the log, and can be undone', () => {
  const memmap = createMemmap(() => 0);
  const before = { name: 'mine', plan: planSpec('domU1 static 60000000+1000000'), original: null };
  memmap.replace('Open', before);
  const made = designOfLog(logOf(consoleText('three-domains-4.19')), 'my board.log');
  expect(made.ok && openRebuilt(memmap, made.value, 'my board.log')).toBe(true);
  const { design, target, notice } = memmap.store.getState();
  expect(design?.name).toBe('my-board');
  expect(design?.plan.board).toMatchObject({ name: 'my board', origin: 'log' });
  expect(target).toMatchObject({ release: '4.19', build: 'debug' });
  expect(design?.plan.board.lacks).toContainEqual(expect.stringMatching(/^Who shares SHMEM\[0\]/));
  expect(notice?.kind).toBe('info');
  memmap.undo();
  expect(memmap.store.getState().design?.name).toBe('mine');
});
