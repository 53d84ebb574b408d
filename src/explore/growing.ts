/** A list of 32-bit numbers that grows by doubling. */
export class IntList {
  private words = new Int32Array(1 << 10)
  private count = 0

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
      const grown = new Int32Array(this.words.length * 2)
      grown.set(this.words)
      this.words = grown
    }
    this.words[this.count++] = value
  }
}
