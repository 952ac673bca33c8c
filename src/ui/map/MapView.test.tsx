import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { addr, bytes } from '../../model/addr.ts';
import { setPinned } from '../../model/pin.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import type { GuestView } from '../../map/geometry/guest-view.ts';
import type { MapActions } from './actions.ts';
import css from './map.module.css';
import { type ByThread, MapView } from './MapView.tsx';

// The test DOM has no layout: give every element the size of a usual window.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { get: () => 1000, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 700, configurable: true });
});
afterEach(cleanup);

const spies = () =>
  ({
    select: vi.fn<MapActions['select']>(),
    look: vi.fn<MapActions['look']>(),
    draft: vi.fn<MapActions['draft']>(),
    commit: vi.fn<MapActions['commit']>().mockReturnValue([]),
    cancel: vi.fn<MapActions['cancel']>(),
    nudge: vi.fn<MapActions['nudge']>(),
    snap: vi.fn<MapActions['snap']>(),
    remove: vi.fn<MapActions['remove']>(),
    edit: vi.fn<MapActions['edit']>().mockResolvedValue(null),
  }) satisfies MapActions;

const guest: GuestView = {
  name: 'domU1',
  directMap: true,
  memory: [{ guest: addr(0x5000_0000n), size: 0x1000_0000n, host: [range(0x5000_0000n, 0x1000_0000n)] }],
  kernel: addr(0x5000_0000n),
  dtb: null,
  initrd: null,
  gic: [range(0x800_0000n, 0x1_0000n)],
  uart: null,
  grant: null,
  shared: [],
};

async function show(
  spec: string,
  selection: readonly EntityId[] = [],
  guests: readonly GuestView[] = [],
  byThread: ByThread | null = null,
) {
  const actions = spies();
  const plan: Plan = planSpec(spec);
  const view = (of: Plan) => (
    <MapView
      plan={of}
      guests={guests}
      varies={false}
      proposed={[]}
      pages={null}
      dragging={false}
      byThread={byThread}
      selection={selection}
      viewport={null}
      snap={bytes(0x20_0000n)}
      actions={actions}
    />
  );
  const { rerender } = render(view(plan));
  await act(() => vi.dynamicImportSettled());
  /** The same plan with its things elsewhere, or all of them pinned. */
  const redraw = (as: string, pinned = false): void => {
    const next = planSpec(as);
    rerender(
      view(
        pinned
          ? setPinned(
              next,
              next.domains.map(({ id }) => id),
              true,
            )
          : next,
      ),
    );
  };
  return { actions, plan, redraw };
}

const labels = () =>
  screen
    .getAllByRole('button')
    .map((element) => element.getAttribute('aria-label') ?? '')
    .filter((label) => label.includes('physical'));

test('a block says name, space, place, size and what it overlaps', async () => {
  await show('domU1 static 50000000+10000000 | domU2 static 58000000+10000000');
  expect(labels()).toContain(
    'domU1 bank 0, host physical 0x5000_0000 to 0x6000_0000, 256 MiB, overlaps domU2 bank 0 by 128 MiB',
  );
});

test('a block that reaches outside RAM says so', async () => {
  await show('ram 40000000+20000000 | domU1 static 50000000+20000000');
  expect(labels()).toContain(
    'domU1 bank 0, host physical 0x5000_0000 to 0x7000_0000, 512 MiB, 256 MiB outside RAM',
  );
});

test('the guest’s view of the same memory says guest physical', async () => {
  await show('domU1 dm static 50000000+10000000', [], [guest]);
  expect(labels()).toContain(
    'domU1 bank 0 as the guest sees it, guest physical 0x5000_0000 to 0x6000_0000, 256 MiB',
  );
});

test('an empty lane invites to draw', async () => {
  await show('domU1 memory 1000');
  expect(screen.getByText('drag here to give domU1 memory')).toBeTruthy();
  expect(screen.getByText('drag here to give Xen a static heap')).toBeTruthy();
});

const bank = () => screen.getByRole('button', { name: /^domU1 bank 0, host/ });

test.each([
  [{ key: 'ArrowRight' }, 0x5020_0000n, 0x1000_0000n],
  [{ key: 'ArrowLeft', shiftKey: true }, 0x4e00_0000n, 0x1000_0000n],
  [{ key: 'ArrowRight', altKey: true }, 0x5000_0000n, 0x1020_0000n],
])('keys move and resize the block in focus: %j', async (key, start, size) => {
  const { actions } = await show('domU1 static 50000000+10000000');
  fireEvent.keyDown(bank(), key);
  expect(actions.nudge.mock.calls[0]?.[0]).toMatchObject({
    block: { name: 'domU1 bank 0' },
    range: { start, size },
  });
});

test('what a key does is shown for a moment: the old place and how far it is', async () => {
  const { redraw, plan } = await show('domU1 static 50000000+10000000');
  const key = (after: string): void => {
    fireEvent.keyDown(bank(), { key: 'ArrowRight' });
    redraw(after);
  };
  key('domU1 static 50200000+10000000');
  key('domU1 static 50400000+10000000');
  expect(screen.getByTestId('drag-badge').textContent).toBe('+4 MiB (+0x40_0000) · 2 MiB snap');
  expect(document.querySelectorAll('[data-ghost="domU1 bank 0"]')).toHaveLength(1);
  redraw('domU1 static 50000000+10000000');
  expect(screen.queryByTestId('drag-badge')).toBeNull();
  expect(plan.domains).toHaveLength(1);
});

describe.each([true, false])('while what follows the hand is painted: %s', (painted) => {
  const tell = vi.fn<ByThread['painter']['tell']>();
  const byThread = { painter: { tell }, painted, isPainted: () => painted };
  const open = () => show('domU1 static 50000000+10000000', [], [], byThread);
  const isUnseen = (element: Element | null): boolean => {
    expect(element).not.toBeNull();
    return element?.closest(`.${css['unseen']}`) !== null;
  };

  test('its elements are unseen', async () => {
    const { redraw } = await open();
    fireEvent.keyDown(bank(), { key: 'ArrowRight' });
    redraw('domU1 static 50200000+10000000');
    expect(isUnseen(screen.getByTestId('drag-badge'))).toBe(painted);
    expect(isUnseen(screen.getByTestId('guides'))).toBe(painted);
    expect(isUnseen(document.querySelector('[data-ghost]'))).toBe(painted);
  });

  test('there is a sheet over the lanes, and one over the axis', async () => {
    tell.mockClear();
    await open();
    const sheets = tell.mock.calls.flatMap(([told]) => (told.kind === 'canvas' ? [told.of] : []));
    expect(sheets.toSorted()).toEqual(['axis', 'lanes']);
    const canvases = [...document.querySelectorAll('canvas')];
    expect(canvases.map((canvas) => canvas.parentElement?.hidden)).toEqual([!painted, !painted]);
  });

  test('what is said of something pinned is not', async () => {
    const { redraw } = await open();
    redraw('domU1 static 50000000+10000000', true);
    fireEvent.keyDown(bank(), { key: 'ArrowRight' });
    expect(isUnseen(screen.getByTestId('drag-badge'))).toBe(false);
  });
});

test('what is pinned says so, stays, and can still be deleted', async () => {
  const { actions, redraw } = await show('domU1 static 50000000+10000000');
  redraw('domU1 static 50000000+10000000', true);
  expect(labels()).toContain('domU1 bank 0, host physical 0x5000_0000 to 0x6000_0000, 256 MiB, pinned');
  fireEvent.keyDown(bank(), { key: 'ArrowRight' });
  expect(actions.nudge).not.toHaveBeenCalled();
  const words = 'domU1 bank 0 is pinned and stays; P lets go of it';
  expect(screen.getByTestId('drag-badge').textContent).toBe(words);
  expect(screen.getByRole('status').textContent).toBe(words);
  fireEvent.keyDown(bank(), { key: 'p' });
  expect(actions.edit).toHaveBeenCalledWith('pin', expect.anything());
  fireEvent.keyDown(bank(), { key: 'Delete' });
  expect(actions.remove).toHaveBeenCalledTimes(1);
});

test('Enter selects, Delete removes, Escape lets go', async () => {
  const { actions, plan } = await show('domU1 static 50000000+10000000', ['e1' as EntityId]);
  const id = plan.domains[0]?.staticMem?.[0]?.id;
  fireEvent.keyDown(bank(), { key: 'Enter' });
  expect(actions.select).toHaveBeenLastCalledWith([id]);
  fireEvent.keyDown(bank(), { key: 'Delete' });
  expect(actions.remove).toHaveBeenCalledWith([expect.objectContaining({ ids: [id] })]);
  fireEvent.keyDown(bank(), { key: 'Escape' });
  expect(actions.select).toHaveBeenLastCalledWith([]);
});

describe('several by keyboard', () => {
  const spec = 'domU1 static 50000000+1000000 60000000+1000000 | domU2 static 1000000+1000000';
  const banks = planSpec(spec).domains.flatMap(({ staticMem }) => (staticMem ?? []).map(({ id }) => id));
  const press = (name: string, key: object) =>
    fireEvent.keyDown(screen.getByRole('button', { name: new RegExp(`^${name}, host`) }), key);

  test('Space takes one more or less, with Shift a run; Ctrl+A the lane', async () => {
    const { actions } = await show(spec, banks.slice(0, 1));
    press('domU2 bank 0', { key: ' ' });
    expect(actions.select).toHaveBeenLastCalledWith([banks[0], banks[2]]);
    press('domU1 bank 0', { key: ' ' });
    expect(actions.select).toHaveBeenLastCalledWith([]);
    press('domU1 bank 1', { key: ' ', shiftKey: true });
    expect(actions.select).toHaveBeenLastCalledWith([banks[0], banks[1]]);
    press('domU2 bank 0', { key: 'a', ctrlKey: true });
    expect(actions.select).toHaveBeenLastCalledWith([banks[2]]);
  });

  test('they move as far as each other, and not below address 0', async () => {
    const { actions } = await show(spec, [banks[1] ?? '', banks[2] ?? ''] as EntityId[]);
    press('domU1 bank 1', { key: 'ArrowLeft', shiftKey: true });
    expect(actions.nudge.mock.calls[0]?.[0]).toMatchObject({
      range: { start: 0x5f00_0000n },
      along: [{ name: 'domU2 bank 0' }],
    });
    expect(screen.getByRole('status').textContent).toBe('2 regions moved by −16 MiB');
    press('domU1 bank 0', { key: 'ArrowRight' });
    expect(actions.nudge.mock.calls[1]?.[0].along).toEqual([]);
  });

  test('all of them are removed, and the focus goes to one that is left', async () => {
    const { actions } = await show(spec, banks.slice(0, 2));
    screen.getByRole('button', { name: /^domU1 bank 0, host/ }).focus();
    press('domU1 bank 0', { key: 'Delete' });
    expect(actions.remove.mock.calls[0]?.[0]).toHaveLength(2);
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^domU2 bank 0/);
  });
});

test('RAM and reservations cannot be moved or removed', async () => {
  const { actions } = await show('reserved 48000000+1000000');
  const ram = screen.getByRole('button', { name: /^RAM, host/ });
  fireEvent.keyDown(ram, { key: 'ArrowRight', shiftKey: true });
  fireEvent.keyDown(ram, { key: 'Delete' });
  expect(actions.nudge).not.toHaveBeenCalled();
  expect(actions.remove).not.toHaveBeenCalled();
});

test('the selected block’s edges are sliders that say their address', async () => {
  const first = planSpec('domU1 static 50000000+10000000').domains[0]?.staticMem?.[0]?.id;
  const { actions } = await show('domU1 static 50000000+10000000', first === undefined ? [] : [first]);
  const end = screen.getByRole('slider', { name: 'end of domU1 bank 0' });
  expect(end.getAttribute('aria-valuetext')).toBe('host physical 0x6000_0000');
  fireEvent.keyDown(end, { key: 'ArrowRight' });
  expect(actions.nudge).toHaveBeenCalledWith(
    expect.objectContaining({ range: range(0x5000_0000n, 0x1020_0000n) }),
  );
});

test('one tab stop per lane, and the arrows travel between lanes', async () => {
  await show('domU1 static 50000000+1000000 60000000+1000000 | domU2 static 70000000+1000000');
  const stops = screen.getAllByRole('button').filter((e) => e.hasAttribute('data-block') && e.tabIndex === 0);
  expect(stops.map((e) => e.getAttribute('data-lane'))).toEqual(['hardware', 'host e1', 'host e4']);
  fireEvent.keyDown(bank(), { key: '.' });
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^domU1 bank 1/);
  fireEvent.keyDown(document.activeElement ?? bank(), { key: 'ArrowDown' });
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^domU2 bank 0/);
});

describe('a lane of a hundred banks', () => {
  const banks = Array.from(
    { length: 100 },
    (_, i) => `${(0x4000_0000 + i * 0x100_0000).toString(16)}+200000`,
  );
  const inLane = () =>
    within(screen.getByRole('group', { name: 'domU1, host physical' })).getAllByRole('button', {
      name: /bank/,
    });
  const focused = () => document.activeElement?.getAttribute('aria-label');

  test('has one element, which the keyboard takes along to any of them', async () => {
    await show(`domU1 static ${banks.join(' ')}`);
    expect(inLane()).toHaveLength(1);
    act(() => inLane()[0]?.focus());
    for (const key of ['.', '.', '.', ',']) fireEvent.keyDown(document.activeElement ?? bank(), { key });
    expect(focused()).toMatch(/^domU1 bank 2, host physical 0x4200_0000 to 0x4220_0000/);
    expect(inLane()).toHaveLength(2);
    fireEvent.keyDown(document.activeElement ?? bank(), { key: 'End' });
    expect(focused()).toMatch(/^domU1 bank 99,/);
  });

  test('names what the pointer is on', async () => {
    await show(`domU1 static ${banks.join(' ')}`);
    const { pxOf } = window.__memmap ?? {};
    const clientX = pxOf?.(addr(0x4000_0000n + 50n * 0x100_0000n + 0x10_0000n)) ?? 0;
    const lane = screen.getByRole('group', { name: 'domU1, host physical' });
    const clientY = Number(lane.querySelector('rect')?.getAttribute('y')) + 10;
    fireEvent.pointerMove(screen.getByRole('application'), { clientX, clientY });
    expect(inLane().map((e) => e.querySelector('title')?.textContent)).toContainEqual(
      expect.stringMatching(/^domU1 bank 50,/),
    );
  });
});

test('the buttons zoom, and showing everything forgets the view', async () => {
  const { actions } = await show('domU1 static 50000000+1000000');
  fireEvent.click(screen.getByRole('button', { name: /^Zoom in/ }));
  const view = actions.look.mock.calls[0]?.[0];
  expect(view).toMatchObject({ bytesPerPx: expect.any(Number) as number });
  fireEvent.click(screen.getByRole('button', { name: /^Show everything/ }));
  expect(actions.look).toHaveBeenLastCalledWith(null);
});

test('a board whose RAM is not known is said to be so', () => {
  const plan = planSpec('domU1 memory 1000');
  render(
    <MapView
      plan={{ ...plan, host: { ...plan.host, memory: [] } }}
      guests={[]}
      varies={false}
      proposed={[]}
      pages={null}
      dragging={false}
      byThread={null}
      selection={[]}
      viewport={null}
      snap={bytes(0x20_0000n)}
      actions={spies()}
    />,
  );
  expect(screen.getByText(/No RAM bank is known/)).toBeTruthy();
});

test('after a removal the focus is on a neighbour, not lost', async () => {
  await show('domU1 static 50000000+1000000 60000000+1000000');
  bank().focus();
  fireEvent.keyDown(bank(), { key: 'Delete' });
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^domU1 bank 1/);
});
