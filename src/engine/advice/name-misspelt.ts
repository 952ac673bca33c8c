// name-misspelt: a name that is nearly one of Xen's.
import { slipText } from './near-miss.ts';
import type { Name } from './read-names.ts';
import type { Advice, Rule } from './rule.ts';

export const nameMisspelt: Rule<readonly Name[]> = {
  id: 'name-misspelt',
  title: 'a name that is nearly one of Xen’s',
  source: [
    { at: 'xen/common/device-tree/device-tree.c: dt_device_is_compatible, dt_find_property (dt_prop_cmp)' },
  ],
  check: (names) => names.filter(({ why }) => why === 'misspelt').map(tell),
};

function tell(name: Name): Advice {
  const { path, property, written, known, kind, node, edit } = name;
  const slip = slipText(written, known.name);
  const quoted = `“${written}”${slip === '' ? '' : `, ${slip}`}`;
  const isCompatible = property === 'compatible';
  return {
    severity: 'silent',
    path,
    property,
    domain: kind === 'domain' ? node : null,
    message: isCompatible
      ? `The compatible of ${path} says ${quoted}. Xen looks for “${known.name}” and passes over this node without a word. Write “${known.name}”.`
      : `${path} has ${quoted}. Xen looks for ${known.name} and ignores this one without a word. Write ${known.name}.`,
    once: isCompatible ? `“${written}” is “${known.name}”` : `${written} is spelled ${known.name}`,
    fix: edit === null ? [] : [edit],
  };
}
