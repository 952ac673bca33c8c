// An overlay applied to a base, with the results of libfdt (fdt_overlay_apply, 1.6.1), which fdtoverlay and boot
// loaders use: phandles of the overlay renumbered behind those of the base, labels looked up in the base's
// `__symbols__`, fragments merged in order, new things before those that are there.
import { fail, ok, type Problem, type Result } from '../../model/result.ts';
import type { Tree, TreeNode } from '../../model/tree.ts';
import { MAX_DEPTH, MAX_INPUT } from '../limits.ts';
import { Draft } from './draft.ts';
import { fixupsOf, numberAt, pathText } from './format.ts';

const PHANDLES = ['phandle', 'linux,phandle'] as const;
/** No phandle. */
const NONE = 0xffffffff;

/**
 * The base with the overlay applied; neither is changed. Fails, naming the place in the overlay, where libfdt does:
 * labels the base does not have, targets that are not there, fixups that point nowhere.
 */
export function applyOverlay(base: Tree, overlay: Tree): Result<Tree> {
  const application = new Application(base, overlay);
  const root = application.run();
  return application.problem === null
    ? ok({ ...base, root })
    : fail(application.problem.message, application.problem.at);
}

class Application {
  problem: Problem | null = null;
  private readonly into: Draft;
  private readonly from: Draft;
  /** Nodes of the base by phandle; null after something may have changed them. */
  private byPhandle: Map<number, Draft> | null = null;
  /** Nodes that may still be looked at, and bytes of symbols that may still be made: overlays can ask for any amount. */
  private budget = MAX_INPUT;

  constructor(base: Tree, overlay: Tree) {
    this.into = Draft.of(base.root);
    this.from = Draft.of(overlay.root);
  }

  run(): TreeNode {
    this.renumber();
    this.resolveLabels();
    for (const fragment of this.from.children) this.mergeFragment(fragment);
    this.addSymbols();
    return this.into.done();
  }

  /** Keeps the first problem; what follows does not matter any more. */
  private refuse(message: string, at: string): void {
    this.problem ??= { message, at };
  }

  /** Moves the overlay's own phandles, and its references to them, behind those of the base. */
  private renumber(): void {
    let delta = 0;
    for (const node of this.into.all()) delta = Math.max(delta, node.phandle);
    for (const node of this.from.all())
      for (const name of PHANDLES) {
        const value = node.property(name);
        if (value === undefined) continue;
        const phandle = (numberAt(value, 0) ?? 0) + delta;
        if (value.length !== 4) this.refuse(`${name} has ${value.length} bytes instead of 4`, node.path);
        else if (phandle >= NONE) this.refuse('no phandles are left behind those of the base', node.path);
        else node.setNumber(name, 0, phandle);
      }
    const fixups = this.from.child('__local_fixups__');
    if (fixups !== undefined) this.renumberReferences(this.from, fixups, delta);
  }

  private renumberReferences(of: Draft, fixups: Draft, delta: number): void {
    for (const { name, value: places } of fixups.properties) {
      const value = of.property(name);
      if (value === undefined || places.length % 4 !== 0)
        return this.refuse(`__local_fixups__ speaks of ${name}, which is not there`, of.path);
      for (let i = 0; i < places.length; i += 4) {
        const offset = numberAt(places, i) ?? 0;
        // Read again each time: what was changed before is changed now.
        const reference = numberAt(of.property(name) ?? value, offset);
        if (reference === undefined)
          return this.refuse(`__local_fixups__ points at byte ${offset} of ${name}, past its end`, of.path);
        of.setNumber(name, offset, (reference + delta) % 2 ** 32);
      }
    }
    for (const fixup of fixups.children) {
      const child = of.child(fixup.name);
      if (child === undefined)
        return this.refuse(`__local_fixups__ speaks of ${fixup.name}, which is not there`, of.path);
      this.renumberReferences(child, fixup, delta);
    }
  }

  /** Fills in the phandles of labelled nodes of the base. */
  private resolveLabels(): void {
    const symbols = this.into.child('__symbols__');
    for (const { name: label, value } of this.from.child('__fixups__')?.properties ?? []) {
      const path = symbols?.property(label);
      if (path === undefined)
        return this.refuse(
          symbols === undefined
            ? `it refers to ${label}, but the base has no __symbols__: compile it with dtc -@`
            : `it refers to ${label}, which is not in the __symbols__ of the base`,
          `/__fixups__/${label}`,
        );
      const target = this.into.at(pathText(path));
      const phandle = target === undefined ? 0 : target.phandle;
      if (phandle === 0)
        return this.refuse(
          target === undefined
            ? `${label} is ${pathText(path)}, which is not in the base`
            : `${label} is ${pathText(path)}, which has no phandle: compile the base with dtc -@`,
          `/__fixups__/${label}`,
        );
      const places = fixupsOf(value);
      if (places === null)
        return this.refuse(`${label} is not a list of path:property:offset`, '/__fixups__');
      for (const place of places) this.setPhandle(place, phandle);
    }
  }

  private setPhandle(
    { path, property, offset }: { readonly path: string; readonly property: string; readonly offset: number },
    phandle: number,
  ): void {
    if (this.from.at(path)?.setNumber(property, offset, phandle) !== true)
      this.refuse(`__fixups__ points at byte ${offset} of ${property}, which is not there`, path);
  }

  private mergeFragment(fragment: Draft): void {
    const overlay = fragment.child('__overlay__');
    if (overlay === undefined || this.problem !== null) return;
    const target = this.targetOf(fragment);
    if (target !== undefined) this.merge(target.node, overlay);
  }

  /** Where a fragment goes, and the path it states, if it states one. */
  private targetOf(fragment: Draft): { readonly node: Draft; readonly path: string | null } | undefined {
    const target = fragment.property('target');
    const phandle = target === undefined ? 0 : numberAt(target, 0);
    if (target !== undefined && (target.length !== 4 || phandle === NONE)) {
      this.refuse('its target is no phandle', fragment.path);
      return undefined;
    }
    if (phandle !== undefined && phandle !== 0) {
      const node = this.nodeOf(phandle);
      if (node === undefined) this.refuse(`its target is no node of the base`, fragment.path);
      return node && { node, path: null };
    }
    const stated = fragment.property('target-path');
    const path = stated === undefined ? null : pathText(stated);
    const node = path === null ? undefined : this.into.at(path);
    if (node === undefined || path === null) {
      this.refuse(
        path === null ? 'it has no target' : `its target ${path} is not in the base`,
        fragment.path,
      );
      return undefined;
    }
    return { node, path };
  }

  private nodeOf(phandle: number): Draft | undefined {
    if (this.byPhandle === null) {
      const found = new Map<number, Draft>();
      for (const node of this.into.all()) {
        this.charge(1);
        const own = node.phandle;
        if (!found.has(own)) found.set(own, node);
      }
      this.byPhandle = found;
    }
    return this.byPhandle.get(phandle);
  }

  private merge(into: Draft, from: Draft): void {
    const before = into.phandle;
    for (const { name, value } of from.properties) into.set(name, value);
    const { phandle } = into;
    if (phandle !== before) {
      // Of two nodes of one phandle the first counts: which that is must be looked for.
      if (before === 0 && this.byPhandle?.has(phandle) === false) this.byPhandle.set(phandle, into);
      else this.byPhandle = null;
    }
    for (const child of from.children) {
      const own = into.child(child.name);
      if (own === undefined && into.depth === MAX_DEPTH)
        return this.refuse(`nodes nest deeper than ${MAX_DEPTH}`, into.path);
      this.merge(own ?? into.add(child.name), child);
    }
  }

  private charge(work: number): void {
    this.budget -= work;
    if (this.budget < 0) this.refuse('it asks for more than overlays are worth: a hostile one', '/');
  }

  /** Adds the overlay's labels to those of the base, as paths in the base. */
  private addSymbols(): void {
    const symbols = this.from.child('__symbols__');
    if (symbols === undefined || this.problem !== null) return;
    const own = this.into.child('__symbols__') ?? this.into.add('__symbols__');
    for (const { name, value } of symbols.properties) {
      const path = pathText(value);
      if (!path.startsWith('/') || value.length !== path.length + 1)
        return this.refuse(`${name} is not a path`, '/__symbols__');
      const [, fragmentName, inner] = /^\/([^/]*)\/__overlay__(?:\/(.*))?$/.exec(path) ?? [];
      // A label of something that does not end up in the base.
      if (fragmentName === undefined) continue;
      const fragment = this.from.child(fragmentName);
      if (fragment?.child('__overlay__') === undefined)
        return this.refuse(`${name} is in ${fragmentName}, which is not a fragment`, '/__symbols__');
      const target = this.targetOf(fragment);
      if (target === undefined) return;
      const outer = target.path ?? target.node.path;
      const full = `${outer.length > 1 ? outer : ''}/${inner ?? ''}\0`;
      this.charge(full.length);
      if (this.problem !== null) return;
      own.set(name, new TextEncoder().encode(full));
    }
  }
}
