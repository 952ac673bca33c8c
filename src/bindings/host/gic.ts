// The interrupt controller Xen would drive: the first enabled one its drivers know (xen/arch/arm/gic.c:gic_preinit,
// asm/gic.h DT_MATCH_GIC_V2 and DT_MATCH_GIC_V3).
import type { Gic } from '../../model/board.ts';
import { isCompatible, readU32 } from '../../model/cells.ts';
import { findProperty } from '../../model/tree.ts';
import { cpuRegions, type Place } from './survey.ts';

const GIC_V2 = ['arm,gic-400', 'arm,cortex-a15-gic', 'arm,cortex-a7-gic'];
const GIC_V3 = ['arm,gic-v3'];

export function gicOf(places: readonly Place[]): Gic | null {
  for (const place of places) {
    const { node, path } = place;
    if (!place.enabled || findProperty(node, 'interrupt-controller') === undefined) continue;
    const version = versionOf(place);
    if (version === null) continue;
    const regions = cpuRegions(place);
    if (regions.length === 0) continue;
    if (version === 2) return { version, path, regions };
    // What follows the redistributors (GICC, GICH, GICV of the compatibility mode) is no redistributor.
    const redistributors = readU32(node, '#redistributor-regions') ?? 1;
    return { version, path, regions: regions.slice(0, 1 + redistributors) };
  }
  return null;
}

const versionOf = ({ node }: Place): Gic['version'] | null =>
  GIC_V3.some((name) => isCompatible(node, name))
    ? 3
    : GIC_V2.some((name) => isCompatible(node, name))
      ? 2
      : null;
