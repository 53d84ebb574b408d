/** A list of numbers that grows by doubling: of 32 bits, or of 8 without sign. */
export class IntList {
  private words: Int32Array | Uint8Array
  private count = 0

  constructor(kind: 'words' | 'bytes' = 'words') {
    this.words = kind === 'words' ? new Int32Array(1 << 8) : new Uint8Array(1 << 8)
  }

  get length(): number {
    return this.count
  }

  get bytes(): number {
    return this.words.byteLength
  }

  at(index: number): number {
    return this.words[index]!
  }

  set(index: number, value: number): void {
    this.words[index] = value
  }

  push(value: number): void {
    if (this.count === this.words.length) {
      const grown =
        this.words instanceof Int32Array
          ? new Int32Array(this.words.length * 2)
          : new Uint8Array(this.words.length * 2)
      grown.set(this.words)
      this.words = grown
    }
    this.words[this.count++] = value
  }
}
