import { beforeEach, describe, expect, test, vi } from 'vitest';
import { setPinned } from '../../model/pin.ts';
import type { EntityId, Plan } from '../../model/plan.ts';
import { range } from '../../model/range.ts';
import { planSpec } from '../../testing/plan-spec.ts';
import { linearAxis } from '../geometry/axis.ts';
import type { Badge } from '../geometry/badge.ts';
import type { Bands } from '../geometry/bands.ts';
import { facesOf } from '../geometry/faces.ts';
import { sceneOf } from '../geometry/guest-lanes.ts';
import { layoutLane } from '../geometry/lane-layout.ts';
import { outsideOf } from '../geometry/overlap.ts';
import type { LaneShapes } from '../geometry/ribbon-shapes.ts';
import { rowsOf } from '../geometry/rows.ts';
import { fitViewport, scaleOf } from '../geometry/scale.ts';
import { sparse } from '../geometry/sparse.ts';
import { isChosen } from '../tools/choose.ts';
import type { Canvas } from './brush.ts';
import type { Look } from './look.ts';
import { Painter } from './paint.ts';
import type { Painted, PaintedHand } from './painted.ts';

let pathsMade = 0;
class FakePath {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
    pathsMade += 1;
  }
}

const textOf = (style: unknown): string =>
  typeof style === 'object' && style !== null && 'pattern' in style ? String(style.pattern) : String(style);
const short = (value: number | string | object): string => {
  if (typeof value === 'number') return String(Math.round(value * 10) / 10);
  if (value instanceof FakePath) return value.text.slice(0, 12);
  return typeof value === 'object' ? JSON.stringify(value) : value;
};

/** A canvas that writes down what is painted, a line each: what is done, with what, and where. */
class FakeCanvas {
  readonly painted: string[] = [];
  /** How often a font or a colour was set. */
  fonts = 0;
  globalAlpha = 1;
  strokeStyle = '';
  fillStyle: unknown = '';
  lineWidth = 1;
  lineJoin = '';
  miterLimit = 10;
  textAlign = '';
  #font = '';
  #dash: readonly number[] = [];
  #outline = '';
  #kept: string[] = [];

  set font(font: string) {
    this.#font = font;
    this.fonts += 1;
  }
  #alpha(): string {
    return this.globalAlpha === 1 ? '' : ` ×${Number(this.globalAlpha.toFixed(2))}`;
  }
  #line(): string {
    const dash = this.#dash.length === 0 ? '' : ` dashed ${this.#dash.join(' ')}`;
    return `${this.strokeStyle} ${short(this.lineWidth)}${dash}${this.#alpha()}`;
  }
  save(): void {
    this.#kept.push(this.#font);
  }
  restore(): void {
    this.#font = this.#kept.pop() ?? '';
    this.painted.push('restore');
  }
  translate(x: number, y: number): void {
    this.painted.push(`move ${short(x)} ${short(y)}`);
  }
  scale(x: number): void {
    this.painted.push(`scale ${x}`);
  }
  getTransform() {
    return { a: 2, b: 0 };
  }
  createPattern(tile: FakeTile) {
    return { pattern: tile.painted, setTransform: (): void => undefined };
  }
  beginPath(): void {
    this.#outline = '';
  }
  rect(...of: readonly number[]): void {
    this.#outline = of.map(short).join(' ');
  }
  roundRect(...of: readonly (number | object)[]): void {
    this.#outline = of.map(short).join(' ');
  }
  clip(): void {
    this.painted.push(`clip ${this.#outline}`);
  }
  fill(path?: FakePath): void {
    this.painted.push(`fill ${textOf(this.fillStyle)}${this.#alpha()}: ${short(path ?? this.#outline)}`);
  }
  stroke(path?: FakePath): void {
    this.painted.push(`stroke ${this.#line()}: ${short(path ?? this.#outline)}`);
  }
  fillText(text: string, x: number, y: number): void {
    const at = `${short(x)} ${short(y)} ${this.textAlign}`;
    this.painted.push(`text ${textOf(this.fillStyle)}, ${this.#font}: ${text} ${at}`);
  }
  strokeText(text: string): void {
    this.painted.push(`text’s line ${this.#line()}: ${text}`);
  }
  setLineDash(dash: readonly number[]): void {
    this.#dash = dash;
  }
}

class FakeTile {
  painted = '';
  fillStyle = '';
  globalAlpha = 1;
  getContext(): this {
    return this;
  }
  fillRect(...of: readonly number[]): void {
    this.painted = `[${this.fillStyle} ×${this.globalAlpha}: ${of.join(' ')}]`;
  }
}

const PLAIN: Look = {
  fill: null,
  fillOpacity: 1,
  stroke: null,
  strokeOpacity: 1,
  strokeWidth: 1,
  dash: [],
  lineJoin: 'miter',
  opacity: 1,
  strokeFirst: false,
  font: '',
};

/** Every look is filled with its own name; those of `looks` are as they say. */
class NamedLooks extends Map<string, Look> {
  override get(name: string): Look {
    return super.get(name) ?? { ...PLAIN, fill: name, font: name };
  }
}

const axis = linearAxis([range(0x4000_0000n, 0x8000_0000n)]);
const scale = scaleOf(axis, fitViewport(axis, 1024), 1024);
const NOTHING: Bands = { bands: [], tags: [], glyphs: '', glyphMarks: '' };

function picture(spec: string | Plan, chosen: readonly string[] = [], more: Partial<Painted> = {}): Painted {
  const scene = sceneOf(typeof spec === 'string' ? planSpec(spec) : spec, []);
  const ids = [...scene.host, ...scene.guest]
    .flatMap(({ blocks }) => blocks)
    .filter(({ name }) => chosen.includes(name))
    .flatMap((block) => block.ids.slice(0, 1));
  const selected: ReadonlySet<EntityId> = new Set(ids);
  const outside = outsideOf(scene.host);
  const { rows, heightPx } = rowsOf(scene, 1000);
  const lanes = rows.map((row) => {
    const layOut = () =>
      layoutLane(
        row,
        scale,
        (block) => isChosen(block, selected),
        (text) => text.length * 6,
      );
    const layout = layOut();
    return {
      row,
      scale,
      layout: sparse(layout, layOut),
      faces: facesOf(layout),
      selected,
      outside: outside.filter(({ lane }) => lane === row.lane.key),
    };
  });
  return {
    widthPx: scale.widthPx,
    heightPx,
    ribbons: [],
    crowded: false,
    lanes,
    selected: ids.length,
    collisions: NOTHING,
    hand: null,
    ...more,
  };
}

/** What a painter paints of pictures, the last one's lines. */
function painted(
  pictures: readonly Painted[],
  looks: Readonly<Record<string, Partial<Look>>> = {},
): FakeCanvas {
  const table = new NamedLooks(Object.entries(looks).map(([name, look]) => [name, { ...PLAIN, ...look }]));
  const painter = new Painter(table);
  const canvases = pictures.map((one) => {
    const canvas = new FakeCanvas();
    painter.paint(canvas as unknown as Canvas, one);
    return canvas;
  });
  const last = canvases.at(-1);
  if (last === undefined) throw new Error('nothing painted');
  return last;
}

const lines = (
  one: Painted,
  looks: Readonly<Record<string, Partial<Look>>> = {},
  like = /./,
): readonly string[] => painted([one], looks).painted.filter((line) => like.test(line));

beforeEach(() => {
  pathsMade = 0;
  vi.stubGlobal('Path2D', FakePath);
  vi.stubGlobal('OffscreenCanvas', FakeTile);
});

const RAM = 'ram 40000000+80000000';
const BANK = `${RAM} | domU1 static 50000000+8000000`;

const BADGE: Badge = {
  text: '+4 MiB',
  x: 120,
  y: 31,
  plate: { x: 90, y: 18, width: 60, height: 18, rx: 4 },
  line: 'M110 18V38',
};

test('all of a picture, from the bottom up', () => {
  const ribbons: readonly LaneShapes[] = [
    { faint: [{ owner: 'dom-0', many: true, runs: 'RUNS', areas: 'AREAS', edges: 'EDGES' }], strong: [] },
  ];
  const collisions: Bands = {
    bands: [{ key: 'a', x0: 1, x1: 3, y0: 5, y1: 9 }],
    glyphs: 'GLYPHS',
    glyphMarks: 'MARKS',
    tags: [{ key: 'b', text: 'overlaps', x: 10, y: 20, width: 70, mine: false }],
  };
  const hand: PaintedHand = {
    ghosts: [{ ghost: { owner: 'dom-0' }, rect: { x: 60, y: 105, width: 64, height: 41, rx: 3 } }],
    guides: 'GUIDES',
    badge: BADGE,
  };
  const spec = `${RAM} | reserved 48000000+1000000 | domU1 static 50000000+8000000`;
  const looks = { guide: { stroke: 'guide' } };
  expect(lines(picture(spec, ['domU1 bank 0'], { ribbons, collisions, hand }), looks)).toMatchInlineSnapshot(`
    [
      "clip -1 -10 1026 220",
      "fill run dom-0 plain: RUNS",
      "fill area dom-0 crowded: AREAS",
      "fill edges dom-0 crowded: EDGES",
      "fill ghost dom-0: 60 105 64 41 3",
      "restore",
      "scale 0.1",
      "fill face ram base false: M30 50H10210",
      "fill face dom-0 plain false: M1310 1050H1",
      "fill face firmware hatched false: M670 50H690a",
      "restore",
      "fill [stripe hatch ×1: 0 0 6 14]: 64 5 8 41 3",
      "text on ram base false, font label: RAM  2 GiB 80 21.8 left",
      "text on ram base false, font mono: 0x4000_0000 – 0xbfff_ffff 80 37.8 left",
      "text on dom-0 plain false, font label: domU1 136 121.8 left",
      "text on dom-0 plain false, font mono: 128 MiB 136 137.8 left",
      "fill outline: 126.5 103.5 67 44 4",
      "fill knob: 125 116.5 6 18 3",
      "fill knob: 189 116.5 6 18 3",
      "fill band: 1 5 2 4 {"x":1,"y":2}",
      "fill glyph: GLYPHS",
      "fill glyph mark: MARKS",
      "fill others’ tag: 10 20 70 24 5",
      "text others’ tag text, others’ tag text: overlaps 20 36 left",
      "stroke guide 1: GUIDES",
    ]
  `);
});

test('on the axis: a line, and over it words in the middle of their plate', () => {
  const canvas = new FakeCanvas();
  const looks = new NamedLooks([['guide', { ...PLAIN, fill: 'no area', stroke: 'guide' }]]);
  new Painter(looks).paintAxis(canvas as unknown as Canvas, BADGE);
  expect(canvas.painted).toEqual([
    'stroke guide 1: M110 18V38',
    'fill badge: 90 18 60 18 4',
    'text badge text, badge text: +4 MiB 120 31 center',
  ]);
});

describe('a selected block', () => {
  const outlines = (chosen: readonly string[], spec = BANK): readonly string[] =>
    lines(picture(spec, chosen), {}, /outline|knob/);

  test('alone has a knob at each edge', () => {
    expect(outlines(['domU1 bank 0'])).toMatchInlineSnapshot(`
      [
        "fill outline: 126.5 103.5 67 44 4",
        "fill knob: 125 116.5 6 18 3",
        "fill knob: 189 116.5 6 18 3",
      ]
    `);
  });

  test('among others has its outline alone', () => {
    const two = `${RAM} | domU1 static 50000000+8000000 60000000+8000000`;
    expect(outlines(['domU1 bank 0', 'domU1 bank 1'], two)).toEqual([
      'fill outline: 126.5 103.5 67 44 4',
      'fill outline: 254.5 103.5 67 44 4',
    ]);
  });

  test('has one at neither edge when it is pinned', () => {
    const plan = planSpec(BANK);
    const pinned = setPinned(
      plan,
      plan.domains.flatMap(({ staticMem }) => staticMem ?? []).map(({ id }) => id),
      true,
    );
    const found = lines(picture(pinned, ['domU1 bank 0']), {}, /outline|knob|lock/);
    expect(found).toMatchInlineSnapshot(`
      [
        "fill lock dom-0 plain false: M1.3 4.5v-1.",
        "fill outline: 126.5 103.5 67 44 4",
      ]
    `);
  });
});

test('outside RAM: stripes, an outline, and the words on it marked', () => {
  const spec = 'ram 40000000+40000000 | domU1 static 70000000+20000000';
  const look = { outside: { stroke: 'bad' }, 'stripe outside': { fill: 'bad', opacity: 0.8 } };
  expect(lines(picture(spec), look, /bad|on dom-0/)).toMatchInlineSnapshot(`
    [
      "fill [bad ×0.8: 0 0 6 14]: 512 105 128 41 2",
      "stroke bad 1: 512 105 128 41 2",
      "text on dom-0 plain true, font label: domU1  512 MiB 392 121.8 left",
      "text on dom-0 plain true, font mono: 0x7000_0000 – 0x8fff_ffff 392 137.8 left",
    ]
  `);
});

test('opacity is that of the whole times that of the paint; lines of faces are as wide in tenths as in px', () => {
  const look = { fill: 'f', fillOpacity: 0.5, stroke: 's', strokeOpacity: 0.8, opacity: 0.5, dash: [5, 3] };
  expect(lines(picture(BANK), { 'face dom-0 plain false': look }, /scale|fill f |stroke s /)).toEqual([
    'scale 0.1',
    'fill f ×0.25: M1310 1050H1',
    'stroke s 10 dashed 50 30 ×0.4: M1310 1050H1',
  ]);
});

test.each([
  [false, ['text f, font mono: 128 MiB', 'text’s line s 4: 128 MiB']],
  [true, ['text’s line s 4: 128 MiB', 'text f, font mono: 128 MiB']],
])('words whose line lies under their fill: %s', (strokeFirst, order) => {
  const look = { fill: 'f', stroke: 's', strokeWidth: 4, strokeFirst };
  const found = lines(picture(BANK), { 'on dom-0 plain false': look }, /128 MiB/);
  expect(found.map((line) => line.replace(/MiB .*/, 'MiB'))).toEqual(order);
});

test('what lets nothing be seen is not painted', () => {
  const unseen = { fill: 'unseen', fillOpacity: 0 };
  expect(lines(picture(BANK), { 'face dom-0 plain false': unseen }, /unseen/)).toEqual([]);
});

describe('from picture to picture', () => {
  test('paths whose text stays are kept', () => {
    const one = picture(`${BANK} | heap 60000000+8000000`);
    painted([one]);
    const first = pathsMade;
    pathsMade = 0;
    const next = picture(`${BANK} | heap 60000000+10000000`);
    painted([one, next]);
    expect([first, pathsMade - first]).toEqual([3, 1]);
  });

  test('what was not there in the last one is made anew', () => {
    const [one, other] = [picture(BANK), picture(RAM)];
    painted([one, other, one]);
    expect(pathsMade).toBe(3);
  });
});

test('a font is set where it changes, not for every word', () => {
  const modules = Array.from(
    { length: 6 },
    (_, i) => `domU${i} static ${(0x4800_0000 + i * 0x1000_0000).toString(16)}+100000`,
  );
  const canvas = painted([picture([RAM, ...modules].join(' | '))]);
  const fonts = canvas.painted.flatMap((line) => /^text .*, (.*):/.exec(line)?.[1] ?? []);
  const changes = fonts.filter((font, i) => font !== fonts[i - 1]).length;
  expect([fonts.length > changes, canvas.fonts]).toEqual([true, changes]);
});
