// SVG paths written byte by byte. A frame of a zoom writes tens of thousands of coordinates: as strings that are put
// together, each would be one more thing to be collected, and a fraction takes ten times as long to be written.

const ASCII = new TextDecoder();
const [ZERO, MINUS, POINT] = ['0', '-', '.'].map((sign) => sign.charCodeAt(0)) as [number, number, number];

/** Bytes that one number takes at most. */
const MOST_DIGITS = 12;
/** Integers below this are written here. */
const LARGE = 2 ** 31;

export class Pen {
  #bytes = new Uint8Array(4096);
  #length = 0;

  /** ASCII: commands, and what stands between numbers. */
  text(text: string): this {
    this.#makeRoom(text.length);
    for (let i = 0; i < text.length; i += 1) this.#bytes[this.#length + i] = text.charCodeAt(i);
    this.#length += text.length;
    return this;
  }

  /** An integer. */
  whole(value: number): this {
    if (!(Math.abs(value) < LARGE)) return this.text(`${value}`);
    this.#makeRoom(MOST_DIGITS);
    this.#digits(this.#sign(value));
    return this;
  }

  /** px, to the tenth. */
  px(px: number): this {
    const tenths = Math.round(px * 10);
    if (!(Math.abs(tenths) < LARGE)) return this.text(`${tenths / 10}`);
    this.#makeRoom(MOST_DIGITS);
    const left = this.#sign(tenths);
    const whole = (left / 10) | 0;
    const tenth = left - whole * 10;
    this.#digits(whole);
    if (tenth === 0) return this;
    this.#bytes[this.#length] = POINT;
    this.#bytes[this.#length + 1] = ZERO + tenth;
    this.#length += 2;
    return this;
  }

  /** Two coordinates in px. */
  point(x: number, y: number): this {
    return this.px(x).text(' ').px(y);
  }

  /** What was written since the last time. */
  take(): string {
    const text = ASCII.decode(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return text;
  }

  /** Writes the sign of an integer, and returns what is left of it to be written. */
  #sign(value: number): number {
    if (value >= 0) return value | 0;
    this.#bytes[this.#length] = MINUS;
    this.#length += 1;
    return -value | 0;
  }

  #digits(value: number): void {
    let count = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) count += 1;
    this.#length += count;
    let left = value;
    for (let at = this.#length - 1; count > 0; at -= 1, count -= 1) {
      const rest = (left / 10) | 0;
      this.#bytes[at] = ZERO + left - rest * 10;
      left = rest;
    }
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
