// The cache colours a domain may use.
//
// Stands for domain_set_llc_colors_from_str and dom0_set_llc_colors (common/llc-coloring.c), since 4.20.
import { findProperty } from '../../model/tree.ts';
import { dom0ColorsBad } from '../refusals/coloring/llc-dom0-colors.ts';
import { domainColorsBad, type WhyBad } from '../refusals/coloring/llc-domain-colors.ts';
import type { Coloring } from './coloring.ts';
import { MOST_COLORS, parseColors } from './colors.ts';
import { type DomainNode, domainTag } from './domain-node.ts';
import { stopDomain } from './domain-trace.ts';
import { cString } from './flat.ts';
import type { Boot } from './state.ts';

const allOf = ({ colors }: Coloring): readonly number[] => Array.from({ length: colors }, (_, n) => n);

/** `llc-colors` of the domain's node; on 4.20 what a domain before said counts on where it says nothing. */
export function colorTextOf(boot: Boot, domain: DomainNode): string | null {
  const own = textOf(domain);
  if (own !== null || !boot.does.colorsLeak || !boot.once(isAnyColored)) return own;
  const before = boot.domains.findLast((other) => other.id < domain.id && textOf(other) !== null);
  return before === undefined ? null : textOf(before);
}

function textOf({ node }: DomainNode): string | null {
  const value = findProperty(node, 'llc-colors');
  return value?.includes(0) === true ? cString(value) : null;
}

const isAnyColored = ({ domains }: Boot): boolean => domains.some((domain) => textOf(domain) !== null);

export function colorsOfDomain(boot: Boot, coloring: Coloring, domain: DomainNode): readonly number[] {
  const text = colorTextOf(boot, domain);
  if (text === null) return withoutColors(boot, coloring, domain);
  const { colors, isSound } = parseColors(text, coloring.colors, boot.does.refusesColorJunk);
  const high = isSound ? colors.find((color) => color >= coloring.colors) : undefined;
  if (isSound && high === undefined) return colors;
  const why: WhyBad = {
    tag: domainTag(domain),
    name: domain.printed,
    high: high ?? null,
    colors: coloring.colors,
  };
  stopDomain(boot, domain, domainColorsBad, why, {
    property: 'llc-colors',
    message: `llc-colors of ${domain.name} is “${text}”, ${high === undefined ? 'which is no list of colours that Xen can read' : `but there are ${coloring.colors} colours, counted from 0`}.`,
  });
  return allOf(coloring);
}

export function colorsOfDom0(boot: Boot, coloring: Coloring, domain: DomainNode): readonly number[] {
  const text = coloring.options.dom0Colors;
  const { colors } = parseColors(text ?? '', MOST_COLORS, boot.does.refusesColorJunk);
  if (colors.length === 0) return withoutColors(boot, coloring, domain);
  const high = colors.find((color) => color >= coloring.colors);
  if (high === undefined && colors.length <= coloring.colors) return colors;
  const params = { high: colors.length > coloring.colors ? null : (high ?? null), colors: coloring.colors };
  stopDomain(boot, domain, dom0ColorsBad, params, {
    property: 'xen,xen-bootargs',
    message: `dom0-llc-colors is “${text ?? ''}”, but there are ${coloring.colors} colours, counted from 0.`,
  });
  return allOf(coloring);
}

function withoutColors(boot: Boot, coloring: Coloring, domain: DomainNode): readonly number[] {
  if (boot.does.tellsAllColors)
    boot.trace.print(`LLC color config not found for ${domainTag(domain)}, using all colors`);
  return allOf(coloring);
}
