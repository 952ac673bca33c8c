// What dtc calls an error rather than a warning, once the tree stands: names and labels used twice, and a
// `name` property that contradicts its node. (Characters of names are checked while parsing.)
import type { Label } from '../syntax/cst.ts';
import type { Problems } from '../syntax/problems.ts';
import { deleteEntry, type LiveNode, liveProperties, liveProperty, pathOf } from './live.ts';

/** Very old trees repeat a node's name as a property: dropped when right. */
function checkNameProperty(node: LiveNode, problems: Problems): void {
  const property = liveProperty(node, 'name');
  if (property === undefined) return;
  const base = node.name.split('@', 1)[0] ?? '';
  const text = new TextDecoder().decode(property.value.bytes);
  if (text === `${base}\0`) deleteEntry(property);
  else
    problems.report(
      property.span,
      `the name property of ${pathOf(node)} is not its name ${base}: leave it out`,
    );
}

/** A label names one thing: a node, a property or a place in a value. */
function checkLabels(nodes: readonly LiveNode[], problems: Problems): void {
  const seen = new Set<string>();
  const check = (labels: Iterable<Label>): void => {
    for (const label of labels) {
      if (seen.has(label.name)) problems.report(label, `the label ${label.name} is given to two things`);
      seen.add(label.name);
    }
  };
  for (const node of nodes) {
    check(node.labels.values());
    for (const property of liveProperties(node)) {
      check(property.labels.values());
      check(property.value.labels);
    }
  }
}

export function checkTree(nodes: readonly LiveNode[], problems: Problems): void {
  for (const node of nodes) {
    const { twice, epoch } = node;
    if (twice?.first.writtenIn === epoch)
      problems.report(twice.name, `${twice.name.text} is there twice in the same body`);
    checkNameProperty(node, problems);
  }
  checkLabels(nodes, problems);
}
