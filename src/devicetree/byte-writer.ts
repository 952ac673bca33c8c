// Bytes put one after the other into a buffer that grows and is used again.

const encoder = new TextEncoder();

export class ByteWriter {
  size = 0;
  private buffer = new Uint8Array(64);
  private view = new DataView(this.buffer.buffer);

  /** Makes room for `count` more bytes and returns where they begin. */
  private extend(count: number): number {
    const at = this.size;
    this.size += count;
    if (this.size > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.size, 2 * this.buffer.length));
      larger.set(this.buffer.subarray(0, at));
      this.buffer = larger;
      this.view = new DataView(larger.buffer);
    }
    return at;
  }

  byte(value: number): void {
    const at = this.extend(1);
    this.buffer[at] = value;
  }

  /** A big-endian number of 8, 16, 32 or 64 bits; higher bits are cut off. */
  number(value: bigint, bits: 8 | 16 | 32 | 64): void {
    const at = this.extend(bits / 8);
    if (bits === 64) this.view.setBigUint64(at, value);
    else if (bits === 32) this.view.setUint32(at, Number(BigInt.asUintN(32, value)));
    else if (bits === 16) this.view.setUint16(at, Number(BigInt.asUintN(16, value)));
    else this.view.setUint8(at, Number(BigInt.asUintN(8, value)));
  }

  bytes(value: Uint8Array): void {
    const at = this.extend(value.length);
    this.buffer.set(value, at);
  }

  /** UTF-8, without a closing NUL. */
  text(value: string): void {
    const at = this.extend(value.length);
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) {
        this.size = at + i;
        return this.bytes(encoder.encode(value.slice(i)));
      }
      this.buffer[at + i] = code;
    }
  }

  /** A copy of what was written; the writer is empty then. */
  take(): Uint8Array {
    const { size } = this;
    this.size = 0;
    return this.buffer.slice(0, size);
  }
}
