// What is drawn at a pixel is what is there: on a board of 1 TiB with holes, from everything in view to single pages.
import { type App, expect, test } from './helpers/app.ts';
import { layout } from './helpers/layouts.ts';

const KiB = 1n << 10n;
const MiB = 1n << 20n;
const GiB = 1n << 30n;

interface Region {
  readonly start: bigint;
  readonly size: bigint;
}

const ram: readonly Region[] = [
  { start: 0x4000_0000n, size: 2n * GiB },
  { start: 0x8_8000_0000n, size: 30n * GiB },
  { start: 0x100_0000_0000n, size: 992n * GiB },
];
/** Banks of one domain, from a page to half a board; in the middle a neighbourhood of pages. */
const centre = 0x140_0000_0000n;
const banks: readonly Region[] = [
  { start: 0x5000_0000n, size: 512n * MiB },
  { start: 0x9_0000_0000n, size: 7n * GiB },
  { start: 0x100_4000_0000n, size: 128n * GiB },
  { start: centre - 48n * GiB, size: 30n * GiB },
  { start: centre - 512n * MiB, size: 256n * MiB },
  { start: centre - 16n * MiB, size: 8n * MiB },
  { start: centre - 64n * KiB, size: 32n * KiB },
  { start: centre, size: 4n * KiB },
  { start: centre + 8n * KiB, size: 12n * KiB },
  { start: centre + 1n * MiB, size: 4n * MiB },
  { start: centre + 1n * GiB, size: 16n * GiB },
  { start: centre + 64n * GiB, size: 200n * GiB },
];

const pieces = (regions: readonly Region[]) => regions.map(({ start, size }) => [start, size] as const);
const board = layout({ memory: pieces(ram), domains: [{ name: 'domU1', banks: pieces(banks) }] });

/** Sampled across the lane, in window px. */
const EVERY = 7;
/** Up to here, in px, a block may be drawn wider than it is, or round a corner. */
const BLUR = 4;

interface Sample {
  readonly address: bigint;
  /** What the block says that is drawn there; null on none. */
  readonly label: string | null;
}

/** What the lane of the domain shows, pixel by pixel. */
async function samples(app: App): Promise<{ readonly perPx: number; readonly all: readonly Sample[] }> {
  const box = await app.bar.lane('domU1').locator('rect').first().boundingBox();
  if (box === null) throw new Error('the lane is not in view');
  const { x, y, width, height } = box;
  return app.page.evaluate(
    ({ left, right, middle, every }) => {
      const addrOf = window.__memmap?.addrOf;
      if (addrOf === undefined) throw new Error('the map is not on screen');
      const perPx = Number(addrOf(left + 1) - addrOf(left));
      const all = Array.from({ length: Math.floor((right - left) / every) }, (_, i) => {
        const at = left + i * every + 0.5;
        const label = document
          .elementFromPoint(at, middle)
          ?.closest('[data-block]')
          ?.getAttribute('aria-label');
        return { address: addrOf(at) as bigint, label: label ?? null };
      });
      return { perPx, all };
    },
    { left: x, right: x + width, middle: y + height / 2, every: EVERY },
  );
}

/** Every sample shows the bank that holds its address; near edges nothing is asked, nor where the axis is broken. */
function check({ perPx, all }: Awaited<ReturnType<typeof samples>>): number {
  const blur = BigInt(Math.ceil(BLUR * perPx));
  const contains = ({ start, size }: Region, at: bigint): boolean => at >= start && at < start + size;
  const asked = all.filter(
    ({ address: at }) =>
      ram.some((bank) => contains({ start: bank.start + blur, size: bank.size - 2n * blur }, at)) &&
      banks.every(
        ({ start, size }) =>
          (at < start - blur ||
            at >= start + size + blur ||
            (at > start + blur && at < start + size - blur)) &&
          (size > 2n * blur || at < start - blur || at > start + size + blur),
      ),
  );
  for (const { address, label } of asked) {
    const index = banks.findIndex((bank) => contains(bank, address));
    const said = label?.replace(/ bank (\d+), .*/, ' $1') ?? null;
    expect(said, `at 0x${address.toString(16)}, ${perPx} bytes per px`).toBe(
      index < 0 ? null : `domU1 ${index}`,
    );
  }
  return asked.length;
}

for (const axis of ['broken', 'linear'])
  test(`the bank under a pixel is the one that is there, on a ${axis} axis`, async ({ app }) => {
    await app.drop({ name: 'large.dts', content: board });
    if (axis === 'linear') await app.press(/linear/i);
    await app.press('Show everything');
    const { page, bar } = app;
    let asked = check(await samples(app));
    for (let level = 0; level < 12; level += 1) {
      const x = await bar.pxOf(centre + 2n * KiB);
      const box = await bar.lane('domU1').boundingBox();
      await page.mouse.move(x, (box?.y ?? 0) + (box?.height ?? 0) / 2);
      await page.mouse.wheel(0, -1300);
      await app.idle();
      asked += check(await samples(app));
    }
    expect((await bar.pxOf(centre + 4n * KiB)) - (await bar.pxOf(centre))).toBeCloseTo(256, 3);
    expect(asked).toBeGreaterThan(500);
  });
