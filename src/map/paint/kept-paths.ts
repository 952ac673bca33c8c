// Paths as a canvas wants them, kept from picture to picture: while something is dragged most have the same text as before.

interface Kept {
  readonly text: string;
  readonly path: Path2D;
}

export class KeptPaths {
  #before = new Map<string, Kept>();
  #now = new Map<string, Kept>();

  /** `name`: whose path it is, the same in every picture. */
  of(name: string, text: string): Path2D {
    const known = this.#now.get(name) ?? this.#before.get(name);
    const kept = known?.text === text ? known : { text, path: new Path2D(text) };
    this.#now.set(name, kept);
    return kept.path;
  }

  /** A picture is done: what had no part in it is forgotten. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}
