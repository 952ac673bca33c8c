import { expect, test } from 'vitest';
import { entities, entityLabel } from '../model/entities.ts';
import { planSpec } from '../testing/plan-spec.ts';
import { entityAt, placeOf } from './places.ts';

const plan = planSpec(`ram 40000000+80000000 | device 9000000+1000
  | heap 48000000+1000000 4a000000+1000000 | args console=dtuart | dom0 kernel 43000000+10000
  | domU1 static 60000000+10000000 78000000+1000000 kernel 44000000+10000
  | domU2 shared ipc 70000000>b0000000+1000 owner`);

const places = [...entities(plan)].map(([id, entity]) => {
  const place = placeOf(plan, id);
  const { path, property, cell, cells } = place ?? { path: '-' };
  const back = place && entityAt(plan, place);
  const at =
    property === undefined ? path : `${path} ${property}${cell === undefined ? '' : ` ${cell}+${cells}`}`;
  return `${entityLabel(plan, entity)}: ${at}${back === id ? '' : ` → ${back}`}`;
});

test('everything on the map is found where it is written, and what is written there is it', () => {
  expect(places).toMatchInlineSnapshot(`
    [
      "RAM bank 0: /memory@40000000 reg 0+4",
      "/device@9000000: /device@9000000",
      "static heap bank 0: /chosen xen,static-heap 0+4",
      "static heap bank 1: /chosen xen,static-heap 4+4",
      "dom0: /chosen xen,xen-bootargs",
      "dom0 kernel: /chosen/module@43000000",
      "domU1: /chosen/domU1",
      "domU1 bank 0: /chosen/domU1 xen,static-mem 0+4",
      "domU1 bank 1: /chosen/domU1 xen,static-mem 4+4",
      "domU1 kernel: /chosen/domU1/module@44000000",
      "domU2: /chosen/domU2",
      "shared memory ipc: /chosen/domU2/shared-mem-ipc",
    ]
  `);
});

test('a property of a node is the node’s; what is nothing on the map is null', () => {
  const [domain] = plan.domains;
  expect(entityAt(plan, { path: '/chosen/domU1', property: 'cpus', cell: 0 })).toBe(domain?.id);
  expect(entityAt(plan, { path: '/chosen/domU1', property: 'xen,static-mem' })).toBe(domain?.id);
  expect(entityAt(plan, { path: '/chosen/domU1', property: 'xen,static-mem', cell: 5 })).toBe(
    domain?.staticMem?.[1]?.id,
  );
  expect(entityAt(plan, { path: '/cpus/cpu@0', property: 'reg', cell: 0 })).toBeNull();
});
