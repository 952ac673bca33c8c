// Fingers on the page, as the browser's own touch input: what a screen would send.
import type { CDPSession, Page } from '@playwright/test';

export interface Place {
  readonly x: number;
  readonly y: number;
}

const between = (from: Place, to: Place, share: number): Place => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

const STEPS = 6;

export class Fingers {
  readonly #page: Page;
  #session: CDPSession | null = null;
  constructor(page: Page) {
    this.#page = page;
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly Place[]): Promise<void> {
    this.#session ??= await this.#page.context().newCDPSession(this.#page);
    const touchPoints = at.map(({ x, y }, id) => ({ x: Math.round(x), y: Math.round(y), id }));
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  async #rest(): Promise<void> {
    await this.#page.evaluate(() => window.__memmap?.idle?.());
  }

  async tap(at: Place): Promise<void> {
    await this.#send('touchStart', [at]);
    await this.#send('touchEnd', []);
    await this.#rest();
  }

  /** Moves one or more fingers from where they are put down to where they are lifted. */
  async drag(...ways: readonly { readonly from: Place; readonly to: Place }[]): Promise<void> {
    await this.#send(
      'touchStart',
      ways.map(({ from }) => from),
    );
    for (let i = 1; i <= STEPS; i += 1)
      await this.#send(
        'touchMove',
        ways.map(({ from, to }) => between(from, to, i / STEPS)),
      );
    await this.#send('touchEnd', []);
    await this.#rest();
  }

  /** Puts a finger down and leaves it there; `lift` ends it. */
  async put(at: Place): Promise<void> {
    await this.#send('touchStart', [at]);
  }
  async lift(): Promise<void> {
    await this.#send('touchEnd', []);
    await this.#rest();
  }
}
