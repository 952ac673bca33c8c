// What was found of an object, kept with it: at each step of a drag all of a design but what is held are the same objects.

/** The last answer about each object, for as long as the object lives. */
export class Kept<K extends object, V> {
  readonly #known = new WeakMap<K, { readonly given: readonly unknown[]; readonly found: V }>();

  /** `given`: what else it depends on, compared by identity. */
  of(key: K, given: readonly unknown[], find: () => V): V {
    const last = this.#known.get(key);
    if (last !== undefined && last.given.every((one, i) => Object.is(one, given[i]))) return last.found;
    const found = find();
    this.#known.set(key, { given, found });
    return found;
  }
}
