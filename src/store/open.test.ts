import { expect, test } from 'vitest';
import { packLink } from '../share/link.ts';
import { createMemmap } from './memmap.ts';
import { type GivenFile, openBoard, openFiles, openLink, openPasted } from './open.ts';
import { designText } from './design-file.ts';

const file = (name: string, content: string | Uint8Array, size?: number): GivenFile => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: size ?? bytes.length, bytes: async () => bytes };
};

const TREE =
  '/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; memory@80000000 { device_type = "memory"; reg = <0x80000000 0x40000000>; }; };';

async function opened() {
  const memmap = createMemmap(() => 0);
  await openFiles(memmap, [file('board.dts', TREE)]);
  return memmap;
}

test('a device tree becomes a design named after its file', async () => {
  const { design, notice } = (await opened()).store.getState();
  expect(design?.name).toBe('board');
  expect(design?.plan.host.memory).toEqual([{ start: 0x8000_0000n, size: 0x4000_0000n }]);
  expect(notice).toBeNull();
});

test.each<[string, GivenFile, RegExp]>([
  ['noise', file('x.dtb', Uint8Array.of(1, 2, 0, 4)), /binary/],
  ['a truncated blob', file('x.dtb', Uint8Array.of(0xd0, 0x0d, 0xfe, 0xed, 0, 0, 1, 0)), /./],
  ['a text that is no tree', file('x.dts', 'hello'), /line 1/],
  [
    'a huge file, unread',
    { ...file('x.dtb', ''), size: 100_000_000, bytes: () => Promise.reject(new Error('read')) },
    /not read/,
  ],
  [
    'a file the browser cannot read',
    { ...file('x.dtb', ''), bytes: () => Promise.reject(new Error('gone')) },
    /could not read/,
  ],
  ['a design of no format', file('x.json', '{"a":1}'), /./],
])('%s is refused by name and what was open stays', async (_, given, why) => {
  const memmap = await opened();
  const before = memmap.store.getState().design;
  expect(await openFiles(memmap, [given])).toBe(false);
  const { design, notice } = memmap.store.getState();
  expect(design).toBe(before);
  expect(notice?.kind).toBe('error');
  expect(notice?.title).toContain(given.name);
  expect(notice?.detail).toMatch(why);
});

test('files given together answer each other’s includes; a missing one is named', async () => {
  const memmap = createMemmap(() => 0);
  const main = file('main.dts', `/dts-v1/; /include/ "soc.dtsi"`);
  expect(await openFiles(memmap, [main])).toBe(false);
  expect(memmap.store.getState().notice?.detail).toContain('soc.dtsi');
  expect(await openFiles(memmap, [main, file('soc.dtsi', TREE.replace('/dts-v1/;', ''))])).toBe(true);
});

test('a bundled board opens, and a link brings it back elsewhere', async () => {
  const memmap = createMemmap(() => 0);
  expect(await openBoard(memmap, 'zcu102')).toBe(true);
  const link = await packLink(designText(memmap.store.getState()) ?? '');
  const elsewhere = createMemmap(() => 0);
  expect(await openLink(elsewhere, link)).toBe(true);
  expect(elsewhere.store.getState().design?.plan.host).toEqual(memmap.store.getState().design?.plan.host);
});

test('a damaged link is named and changes nothing', async () => {
  const memmap = await opened();
  const before = memmap.store.getState().design;
  expect(await openLink(memmap, '#v1.AAAA')).toBe(false);
  expect(memmap.store.getState().design).toBe(before);
  expect(memmap.store.getState().notice?.title).toContain('link');
  expect(await openLink(memmap, '#elsewhere')).toBe(false);
});

const CONSOLE = '(XEN) RAM: 0000000040000000 - 00000000bfffffff\r\n';

test('a boot log is handed back, from a file or the clipboard, and changes nothing', async () => {
  const memmap = await opened();
  const before = memmap.store.getState();
  expect(await openFiles(memmap, [file('board.log', CONSOLE)])).toEqual({ name: 'board.log', text: CONSOLE });
  expect(await openPasted(memmap, CONSOLE)).toEqual({ name: 'pasted boot log', text: CONSOLE });
  expect(memmap.store.getState()).toBe(before);
});

test('any other text that is pasted opens only while nothing is open', async () => {
  const memmap = createMemmap(() => 0);
  expect(await openPasted(memmap, 'hello')).toBe(false);
  expect(memmap.store.getState().notice?.title).toBe('The pasted text cannot be opened');
  expect(await openPasted(memmap, TREE)).toBe(true);
  const before = memmap.store.getState();
  expect(await openPasted(memmap, '/dts-v1/; / { };')).toBe(false);
  expect(memmap.store.getState()).toBe(before);
});
