// What was found of an object, kept with it: at each step of a drag all of a design but what is held are the same objects.

/** The last answer, for as long as what it depends on is the same, compared by identity. */
export class Last<V> {
  #last: { readonly given: readonly unknown[]; readonly found: V } | null = null;

  of(given: readonly unknown[], find: () => V): V {
    if (this.#last === null || !sameList(this.#last.given, given)) this.#last = { given, found: find() };
    return this.#last.found;
  }
}

/** The last answer about each object, for as long as the object lives. */
export class Kept<K extends object, V> {
  readonly #known = new WeakMap<K, { readonly given: readonly unknown[]; readonly found: V }>();

  /** `given`: what else it depends on, compared by identity. */
  of(key: K, given: readonly unknown[], find: () => V): V {
    const last = this.#known.get(key);
    if (last !== undefined && sameList(last.given, given)) return last.found;
    const found = find();
    this.#known.set(key, { given, found });
    return found;
  }
}

/** The last answers about all things of a list: of what is in the same place as before it is not asked again. */
export class KeptList<K, V> {
  #last: { readonly items: readonly K[]; readonly given: readonly unknown[]; readonly found: readonly V[] } =
    {
      items: [],
      given: [],
      found: [],
    };

  /** `given`: what else all of them depend on, compared by identity. The same list while none changes. */
  of(items: readonly K[], given: readonly unknown[], find: (item: K, index: number) => V): readonly V[] {
    const { items: before, found } = this.#last;
    const holds = sameList(this.#last.given, given);
    if (holds && sameList(before, items)) return found;
    const next = items.map((item, i) =>
      holds && i < before.length && before[i] === item ? (found[i] as V) : find(item, i),
    );
    this.#last = { items, given, found: next };
    return next;
  }
}

/** Whether two lists have the very same things in them. */
export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!Object.is(a[i], b[i])) return false;
  return true;
}
