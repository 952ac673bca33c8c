// Guests as they would find themselves: what lies where in their address space, what lies on each other there, and how
// the map leads to it.
import { planOf } from '../../src/bindings/plan.ts';
import { range } from '../../src/model/range.ts';
import { DEFAULT_TARGET } from '../../src/model/target.ts';
import { writeDesign } from '../../src/share/design.ts';
import { partialTreeFile, treeOf } from '../../src/testing/example.ts';
import { PROCESSORS } from '../processors.mjs';
import { type App, expect, test } from './helpers/app.ts';

const RTC = 'rtc@9010000';

/** domU1, told of Xen, with a device passed through; domU2, far from it. */
const BOARD = `/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "example,board";
	model = "Example board";
${PROCESSORS}

	${RTC} {
		compatible = "arm,pl031";
		reg = <0x0 0x9010000 0x0 0x1000>;
		dma-coherent;
	};

	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x1 0x0>;
	};

	chosen {
		#address-cells = <2>;
		#size-cells = <2>;

		domU1 {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 0x40000>;
			xen,static-mem = <0x0 0x90000000 0x0 0x8000000>, <0x0 0x60000000 0x0 0x8000000>;
			vpl011;
			xen,enhanced = "no-xenstore";

			module@44000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x0 0x44000000 0x0 0x800000>;
			};

			module@48000000 {
				compatible = "multiboot,device-tree", "multiboot,module";
				reg = <0x0 0x48000000 0x0 0x1000>;
			};
		};

		domU2 {
			compatible = "xen,domain";
			#address-cells = <2>;
			#size-cells = <2>;
			cpus = <1>;
			memory = <0x0 0x40000>;
			xen,static-mem = <0x1 0x20000000 0x0 0x10000000>;

			module@4a000000 {
				compatible = "multiboot,kernel", "multiboot,module";
				reg = <0x0 0x4a000000 0x0 0x800000>;
			};
		};
	};
};
`;

/** What is passed through is at `at` in the guest. */
const partial = (at: string): string => `/dts-v1/;

/ {
	#address-cells = <2>;
	#size-cells = <2>;

	passthrough {
		#address-cells = <2>;
		#size-cells = <2>;

		rtc {
			compatible = "arm,pl031";
			reg = <0x0 ${at} 0x0 0x1000>;
			xen,reg = <0x0 0x9010000 0x0 0x1000 0x0 ${at}>;
			xen,path = "/${RTC}";
			xen,force-assign-without-iommu;
		};
	};
};
`;

/** More RAM, and for domU2 a bank larger than the first bank of guest RAM. */
const LARGE = BOARD.replace('<0x0 0x40000000 0x1 0x0>', '<0x0 0x40000000 0x2 0x0>').replace(
  '<0x1 0x20000000 0x0 0x10000000>',
  '<0x1 0x20000000 0x1 0x0>',
);

/** Opens the design whose device is at a guest address. */
async function open(app: App, at: string, tree = BOARD): Promise<void> {
  const board = { name: 'Example board', source: 'example', origin: 'tree', memoryOptions: [] } as const;
  const load = { xen: range(0x4020_0000n, 0x20_0000n), fdt: range(0x4f00_0000n, 0x4000n) };
  const plan = planOf(treeOf(tree), board, load);
  const file = partialTreeFile(partial(at));
  const domains = plan.domains.map((domain) => ({
    ...domain,
    modules: domain.modules.map((module) => (module.kind === 'device-tree' ? { ...module, file } : module)),
  }));
  const design = { name: 'guests', plan: { ...plan, domains }, target: DEFAULT_TARGET, original: null };
  await app.drop({ name: 'guests.memmap.json', content: writeDesign(design) });
  await expect(app.bar.lane('domU1', 'guest')).toBeVisible();
}

const inGuest = (app: App, domain: string, name: string | RegExp) =>
  app.bar.lane(domain, 'guest').getByRole('button', { name });

test('a guest’s address space is there whole, and says of each thing why and by which Xen', async ({
  app,
}) => {
  await open(app, '0x10000000');
  const said: readonly [RegExp, RegExp][] = [
    // First in the property, though higher in the host.
    [
      /^domU1 bank 0 as the guest sees it, guest physical 0x4000_0000 to 0x4800_0000/,
      /allocate_static_memory/,
    ],
    [
      /^domU1 bank 1 as the guest sees it, guest physical 0x4800_0000 to 0x5000_0000/,
      /packed .*\n.*Xen 4\.22/,
    ],
    [/^domU1 kernel, guest physical 0x4000_0000 to 0x4080_0000/, /kernel_zimage_place/],
    [/^domU1 device tree, guest physical 0x4800_0000 to/, /place_dtb_initrd/],
    [/^domU1 vPL011, guest physical 0x2200_0000 to/, /domain_vpl011_init/],
    [/^domU1 grant table, guest physical 0x3800_0000 to 0x3900_0000/, /prepare_dtb_domU/],
    [/^domU1 extended region 0, guest physical 0x5000_0000 to 0x1_0000_0000/, /find_domU_holes/],
    [/^domU1 rtc@9010000, guest physical 0x1000_0000 to 0x1000_1000/, /xen,reg/],
  ];
  for (const [name, why] of said) {
    const thing = inGuest(app, 'domU1', name);
    await expect(thing).toHaveCount(1);
    expect(await thing.locator('title').textContent()).toMatch(why);
  }
  await inGuest(app, 'domU1', /vPL011/).click();
  await app.idle();
  await expect(app.inspector.getByRole('heading', { name: 'domU1' }).first()).toBeVisible();
  await expect(app.inspector).toContainText('find_domU_holes, xen/arch/arm/domain_build.c (Xen 4.22)');
});

test('registers over the guest’s RAM are drawn, named and spoken there', async ({ app }) => {
  await open(app, '0x41000000');
  await expect(app.page.getByText('domU1 bank 0 overlaps rtc@9010000 by 4 KiB')).toBeVisible();
  await expect(
    inGuest(app, 'domU1', /^domU1 rtc@9010000, .* overlaps domU1 bank 0 as the guest sees it by 4 KiB/),
  ).toHaveCount(1);
  await expect(app.findings.filter({ hasText: 'replaces 4 KiB of the guest’s RAM' })).toHaveCount(1);
  await app.press('Give domU1’s guest lane an axis of its own');
  await expect(app.page.getByText('domU1 bank 0 overlaps rtc@9010000 by 4 KiB')).toBeVisible();
});

test('RAM that is elsewhere says which way, and Enter goes there', async ({ app }) => {
  await open(app, '0x10000000');
  await app.bar.block('domU2 bank 0').dblclick();
  await app.idle();
  await expect(inGuest(app, 'domU1', /^domU1 bank 1 as/)).toHaveCount(0);
  const sign = inGuest(
    app,
    'domU1',
    /^Go to domU1 bank 1 as the guest sees it, guest physical 0x4800_0000 to/,
  );
  await expect(sign).toHaveText('◂ bank 1');
  await sign.focus();
  await app.page.keyboard.press('Enter');
  await app.idle();
  await expect(inGuest(app, 'domU1', /^domU1 bank 1 as/)).toBeVisible();
});

/** Notes every shape the second domain's ribbons take from here on: a list of those drawn, in the order of painting. */
async function watchRibbons(app: App): Promise<() => Promise<readonly (readonly string[])[]>> {
  await app.page.evaluate(() => {
    const shapes: string[][] = [];
    const look = (): void => {
      const paths = [...document.querySelectorAll('g[style*="owner-dom-1"] > path:first-child')];
      // Ribbons that look alike are one path.
      const now = paths
        .flatMap((path) => path.getAttribute('d')?.match(/M[^M]+/g) ?? [])
        .filter((d) => d.includes('C'));
      if (shapes.at(-1)?.join() !== now.join()) shapes.push(now);
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { shapes });
  });
  return () => app.page.evaluate(() => (window as unknown as { shapes: string[][] }).shapes);
}

for (const reducedMotion of ['no-preference', 'reduce'] as const)
  test.describe(`motion: ${reducedMotion}`, () => {
    test.use({ contextOptions: { reducedMotion } });

    test('direct-map straightens a ribbon, in steps where motion is welcome', async ({ app }) => {
      await open(app, '0x10000000');
      await app.selectRow(/^domU2 256 MiB/);
      const shapes = await watchRibbons(app);
      /** Its left edge ends where it begins. */
      const isStraight = (shape = ''): boolean => /^M(\S+) \S+C\1 \S+ \1 \S+ \1 /.test(shape);
      expect(isStraight((await shapes())[0]?.[0])).toBe(false);
      await app.page.getByRole('switch', { name: /^direct-map/ }).click();
      await app.idle();
      await expect(inGuest(app, 'domU2', /^domU2 bank 0 as .* 0x1_2000_0000 to/)).toHaveCount(1);
      await expect.poll(async () => isStraight((await shapes()).at(-1)?.[0])).toBe(true);
      const between = (await shapes()).slice(1, -1);
      if (reducedMotion === 'reduce') expect(between).toEqual([]);
      else expect(between.length).toBeGreaterThan(0);
    });

    test('a bank found in two pieces grows together, and parts again', async ({ app }) => {
      await open(app, '0x10000000', LARGE);
      await app.selectRow(/^domU2 4 GiB/);
      const shapes = await watchRibbons(app);
      expect((await shapes())[0]).toHaveLength(2);
      for (const pieces of [1, 2]) {
        const seen = (await shapes()).length;
        await app.page.getByRole('switch', { name: /^direct-map/ }).click();
        await app.idle();
        await expect.poll(async () => (await shapes()).at(-1)?.length).toBe(pieces);
        const between = (await shapes()).slice(seen, -1);
        if (reducedMotion === 'reduce') expect(between).toEqual([]);
        else expect(new Set(between.map(({ length }) => length))).toEqual(new Set([2]));
      }
    });
  });
