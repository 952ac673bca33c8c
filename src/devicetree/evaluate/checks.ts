// What dtc calls an error rather than a warning, once the tree stands: names and labels used twice, and a
// `name` property that contradicts its node. (Characters of names are checked while parsing.)
import type { Label } from '../syntax/ast.ts';
import type { SpanProblem } from '../syntax/source.ts';
import {
  deleteEntry,
  type LiveNode,
  liveNodes,
  liveProperties,
  liveProperty,
  type LiveTree,
  pathOf,
} from './live.ts';

/** Very old trees repeat a node's name as a property: dropped when right. */
function checkNameProperty(node: LiveNode): SpanProblem | undefined {
  const property = liveProperty(node, 'name');
  if (property === undefined) return undefined;
  const base = node.name.split('@', 1)[0] ?? '';
  const text = new TextDecoder().decode(property.value.bytes);
  if (text !== `${base}\0`)
    return {
      message: `the name property of ${pathOf(node)} is not its name ${base}: leave it out`,
      span: property.span,
    };
  deleteEntry(property);
  return undefined;
}

/** A label names one thing: a node, a property or a place in a value. */
function checkLabels(tree: LiveTree): SpanProblem | undefined {
  const seen = new Set<string>();
  const twice = (labels: Iterable<Label>): SpanProblem | undefined => {
    for (const label of labels) {
      if (seen.has(label.name))
        return { message: `the label ${label.name} is given to two things`, span: label };
      seen.add(label.name);
    }
    return undefined;
  };
  for (const node of liveNodes(tree.root)) {
    let problem = twice(node.labels.values());
    for (const property of liveProperties(node))
      problem ??= twice(property.labels.values()) ?? twice(property.value.labels);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export function checkTree(tree: LiveTree): SpanProblem | undefined {
  for (const node of liveNodes(tree.root)) {
    const problem = node.problem ?? checkNameProperty(node);
    if (problem !== undefined) return problem;
  }
  return checkLabels(tree);
}
