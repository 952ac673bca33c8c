// The map's hands for browser stories: they speak addresses and names, never pixels.
import type { Locator, Page } from '@playwright/test';

export interface DragOptions {
  /**
   * New start of the block (or place of the edge that is pulled), host physical. Neighbours within a few px catch it, as
   * they would for a person, and at a wide view only coarse steps can be aimed at.
   */
  readonly to: bigint;
  /** Pull an edge instead of moving the whole. */
  readonly edge?: 'start' | 'end';
  /** Hold the key that suspends snapping. */
  readonly free?: boolean;
  /** Hold the key that pushes what is in the way. */
  readonly push?: boolean;
  /** Leave the button down, to look at the drag or to press Escape. */
  readonly hold?: boolean;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const address = (text: string): bigint => BigInt(text.replaceAll('_', ''));

export class Bar {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** A block of the host lanes by its full name: `domU1 bank 0`, `static heap`, `domU1 kernel`. */
  block(name: string): Locator {
    return this.#page.getByRole('button', { name: new RegExp(`^${escaped(name)}, host physical `) });
  }

  /** A lane by its title: `domU1`, `Xen`. */
  lane(title: string, space: 'host' | 'guest' = 'host'): Locator {
    return this.#page.getByRole('group', { name: `${title}, ${space} physical`, exact: true });
  }

  /** Where a block of the host lanes is, as the map speaks it. */
  async place(name: string): Promise<{ readonly start: bigint; readonly end: bigint }> {
    const label = (await this.block(name).getAttribute('aria-label')) ?? '';
    const found = /host physical (0x[0-9a-f_]+) to (0x[0-9a-f_]+)/.exec(label);
    if (found?.[1] === undefined || found[2] === undefined)
      throw new Error(`${name} says no place: ${label}`);
    return { start: address(found[1]), end: address(found[2]) };
  }

  /** Window x of a host physical address. */
  async pxOf(at: bigint): Promise<number> {
    return this.#page.evaluate((value) => {
      const probe = window.__memmap?.pxOf;
      if (probe === undefined) throw new Error('the map is not on screen');
      return probe(value as never);
    }, at);
  }

  /** Until everything asked for so far has been painted. */
  async idle(): Promise<void> {
    await this.#page.evaluate(() => window.__memmap?.idle?.());
  }

  /** Drags a block so that it starts at `to` (snapping may still have a say), or one of its edges to `to`. */
  async drag(
    name: string,
    { to, edge, free = false, push = false, hold = false }: DragOptions,
  ): Promise<void> {
    const { start, end } = await this.place(name);
    const box = await this.block(name).boundingBox();
    if (box === null) throw new Error(`${name} is not in view`);
    const y = box.y + box.height / 2;
    const held = edge === 'end' ? await this.pxOf(end) : await this.pxOf(start);
    // The middle of the memory, not of the box: a label beside a narrow block belongs to the box.
    const middle = ((await this.pxOf(start)) + (await this.pxOf(end))) / 2;
    const from = edge === undefined ? middle : edge === 'start' ? held + 1 : held - 1;
    const target = (await this.pxOf(to)) + from - held;
    const { mouse, keyboard } = this.#page;
    await mouse.move(from, y);
    await mouse.down();
    if (free) await keyboard.down('Alt');
    if (push) await keyboard.down('Control');
    await mouse.move((from + target) / 2, y);
    await mouse.move(target, y, { steps: 3 });
    await this.idle();
    if (hold) return;
    await mouse.up();
    if (free) await keyboard.up('Alt');
    if (push) await keyboard.up('Control');
    await this.idle();
  }

  /** Draws in the free space of a lane. */
  async draw(
    laneTitle: string,
    { from, to, hold = false }: { readonly from: bigint; readonly to: bigint; readonly hold?: boolean },
  ): Promise<void> {
    const box = await this.lane(laneTitle).boundingBox();
    if (box === null) throw new Error(`the lane ${laneTitle} is not in view`);
    const y = box.y + box.height / 2;
    const [x0, x1] = [await this.pxOf(from), await this.pxOf(to)];
    const { mouse } = this.#page;
    await mouse.move(x0, y);
    await mouse.down();
    await mouse.move((x0 + x1) / 2, y);
    await mouse.move(x1, y, { steps: 3 });
    await this.idle();
    if (hold) return;
    await mouse.up();
    await this.idle();
  }

  /** Asks for the menu of a block with the right button. */
  async menu(name: string): Promise<void> {
    const { start, end } = await this.place(name);
    const box = await this.block(name).boundingBox();
    if (box === null) throw new Error(`${name} is not in view`);
    const x = ((await this.pxOf(start)) + (await this.pxOf(end))) / 2;
    await this.#page.mouse.click(x, box.y + box.height / 2, { button: 'right' });
    await this.idle();
  }

  /**
   * Writes down what the badge says from here on, and whose old place is shown: after a key both are there for a moment only,
   * which a busy machine may miss.
   */
  async watch(): Promise<() => Promise<string>> {
    await this.#page.evaluate(() => {
      const seen = new Set<string>();
      const look = (): void => {
        for (const badge of document.querySelectorAll('[data-testid=drag-badge]'))
          seen.add(badge.textContent);
        for (const ghost of document.querySelectorAll<SVGElement>('[data-ghost]'))
          seen.add(`ghost of ${ghost.dataset['ghost']}`);
      };
      const options = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(look).observe(document.body, options);
      Object.assign(window, { seenOnMap: seen });
    });
    return () =>
      this.#page.evaluate(() => [...(window as unknown as { seenOnMap: Set<string> }).seenOnMap].join('\n'));
  }

  /** Ends a held drag. */
  async drop(): Promise<void> {
    await this.#page.mouse.up();
    await this.idle();
  }
}
