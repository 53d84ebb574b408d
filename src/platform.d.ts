// What a page, a worker and Node 20 have in common and the language library does not describe. The core is
// compiled without DOM and without Node, so this list is all it may use of the platform: no clock, no
// randomness, no console.

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(input?: ArrayBuffer | ArrayBufferView): string
}

declare function atob(data: string): string
declare function btoa(data: string): string
declare function structuredClone<T>(value: T): T

interface ReadableStreamDefaultReader<R> {
  read(): Promise<{ done: false; value: R } | { done: true; value?: R | undefined }>
  cancel(reason?: unknown): Promise<void>
}

interface ReadableStream<R> {
  getReader(): ReadableStreamDefaultReader<R>
}

interface WritableStreamDefaultWriter<W> {
  write(chunk: W): Promise<void>
  close(): Promise<void>
  abort(reason?: unknown): Promise<void>
}

interface WritableStream<W> {
  getWriter(): WritableStreamDefaultWriter<W>
}

declare class CompressionStream {
  constructor(format: 'deflate' | 'deflate-raw' | 'gzip')
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly writable: WritableStream<ArrayBuffer | ArrayBufferView<ArrayBuffer>>
}

declare class DecompressionStream {
  constructor(format: 'deflate' | 'deflate-raw' | 'gzip')
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly writable: WritableStream<ArrayBuffer | ArrayBufferView<ArrayBuffer>>
}

declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number })
    readonly buffer: ArrayBuffer
    /** By so many pages; throws a RangeError when there is not that much memory. */
    grow(pages: number): number
  }
  class Module {
    constructor(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>)
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>)
    readonly exports: Record<string, unknown>
  }
}
