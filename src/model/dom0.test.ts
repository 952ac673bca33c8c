import { describe, expect, test } from 'vitest';
import { barePlan } from '../testing/bare-plan.ts';
import { bytes, GiB, MiB } from './addr.ts';
import { strings } from './cells.ts';
import {
  DOM0,
  dom0LineOf,
  dom0MaxVcpus,
  dom0Memory,
  hasDom0,
  setDom0Line,
  setDom0Memory,
  xenCommandLineOf,
} from './dom0.ts';
import { addDom0, addModule, remove } from './edit.ts';
import { entities, findEntity } from './entities.ts';
import type { Plan } from './plan.ts';
import { range } from './range.ts';
import { node } from './tree.ts';

const KERNEL = range(0x4200_0000n, 32n * MiB);
const on = (lines: Partial<Pick<Plan, 'xenBootargs' | 'dom0Bootargs'>>, bootargs?: string): Plan => ({
  ...barePlan(),
  ...lines,
  tree: {
    root: node('', [], [node('chosen', bootargs === undefined ? [] : [strings('bootargs', bootargs)])]),
    memreserve: [],
    bootCpu: 0,
  },
});
const withKernel = (plan: Plan, bootargs: string): Plan =>
  addModule(plan, null, { kind: 'kernel', range: KERNEL, file: null, bootargs }).plan;

test('dom0 comes with a kernel and 512 MiB, and goes with all that is its own', () => {
  const before = on({ xenBootargs: 'console=dtuart' });
  expect([hasDom0(before), findEntity(before, DOM0)]).toEqual([false, undefined]);
  const plan = addDom0(before, KERNEL);
  expect([hasDom0(plan), findEntity(plan, DOM0)?.kind]).toEqual([true, 'dom0']);
  expect(plan.xenBootargs).toBe('console=dtuart dom0_mem=512M');
  const ids = [...entities(plan)].map(([id]) => id);
  expect(ids.indexOf(DOM0)).toBeLessThan(ids.indexOf(plan.dom0Modules[0]?.id ?? DOM0));
  expect(remove(plan, [DOM0])).toEqual({ ...before, nextId: plan.nextId });
});

test('adding dom0 leaves a dom0_mem that is there', () => {
  expect(addDom0(on({ xenBootargs: 'dom0_mem=1G' }), KERNEL).xenBootargs).toBe('dom0_mem=1G');
});

describe('dom0_mem', () => {
  test('is read, set in its place, and taken out', () => {
    const plan = on({ xenBootargs: 'a dom0_mem=1G dom0_max_vcpus=2 b' });
    expect([dom0Memory(plan)?.bytes, dom0MaxVcpus(plan)]).toEqual([GiB, '2']);
    expect(setDom0Memory(plan, GiB)).toBe(plan);
    expect(setDom0Memory(plan, bytes(768n * MiB)).xenBootargs).toBe('a dom0_mem=768M dom0_max_vcpus=2 b');
    expect(setDom0Memory(plan, null).xenBootargs).toBe('a dom0_max_vcpus=2 b');
  });

  test('set to the same with words Xen does not know behind it loses these', () => {
    const plan = on({ xenBootargs: 'dom0_mem=512M,max:1G' });
    expect(setDom0Memory(plan, bytes(512n * MiB)).xenBootargs).toBe('dom0_mem=512M');
  });

  test('goes into a line of Xen’s own that begins with what Xen has read so far', () => {
    const linux = on({}, 'console=ttyAMA0');
    expect(xenCommandLineOf(linux)).toBe('');
    expect(setDom0Memory(linux, GiB).xenBootargs).toBe('dom0_mem=1G');
    const shared = on({ dom0Bootargs: 'quiet' }, 'loglvl=all');
    expect(xenCommandLineOf(shared)).toBe('loglvl=all');
    expect(setDom0Memory(shared, GiB).xenBootargs).toBe('loglvl=all dom0_mem=1G');
    expect(xenCommandLineOf(withKernel(on({}, 'loglvl=all'), 'quiet'))).toBe('loglvl=all');
  });
});

describe('dom0’s command line', () => {
  test.each([
    ['none', on({}), { text: '', property: 'xen,dom0-bootargs' }],
    ['its own', on({ dom0Bootargs: 'quiet' }, 'x'), { text: 'quiet', property: 'xen,dom0-bootargs' }],
    [
      'its own before its kernel’s',
      withKernel(on({ dom0Bootargs: 'a' }), 'b'),
      { text: 'a', property: 'xen,dom0-bootargs' },
    ],
    ['its kernel’s', withKernel(on({}, 'x'), 'b'), { text: 'b', property: 'bootargs of its kernel' }],
    ['what is there for Linux', on({}, 'x'), { text: 'x', property: 'bootargs' }],
  ])('%s', (_, plan, line) => {
    expect(dom0LineOf(plan)).toEqual(line);
  });

  test('is set where it is, and Xen’s stays what it was', () => {
    expect(setDom0Line(on({}), 'quiet')).toMatchObject({ xenBootargs: null, dom0Bootargs: 'quiet' });
    const kernel = withKernel(on({ xenBootargs: 'a' }), 'b');
    expect(setDom0Line(kernel, 'c').dom0Modules[0]?.bootargs).toBe('c');
    expect(setDom0Line(kernel, 'b')).toBe(kernel);
    const linux = setDom0Line(on({}, 'for linux'), 'quiet');
    expect([linux.xenBootargs, linux.dom0Bootargs, xenCommandLineOf(linux)]).toEqual(['', 'quiet', '']);
  });
});
