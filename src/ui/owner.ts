// Whose memory an entity is, and the colour that says so everywhere on the page.
import { domainOwner, type Owner } from '../map/geometry/scene.ts';
import type { Entity } from '../model/entities.ts';
import type { Plan } from '../model/plan.ts';

export function ownerOf(plan: Plan, entity: Entity): Owner {
  switch (entity.kind) {
    case 'heap':
    case 'xen':
    case 'fdt':
      return 'xen';
    case 'dom0':
      return 'dom0';
    case 'domain':
      return domainOwner(entity.index);
    case 'bank':
      return domainOwner(plan.domains.findIndex((domain) => domain.id === entity.domain.id));
    case 'module':
      return 'module';
    case 'shared':
      return 'shared';
    case 'ram':
      return 'ram';
    case 'reserved':
    case 'device':
      return 'firmware';
  }
}

/** The owner's colour as a CSS value, from the page's tokens. */
export const ownerColour = (owner: Owner): string => `var(--owner-${owner})`;
