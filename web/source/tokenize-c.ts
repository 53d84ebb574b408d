/** Enough of C's lexical grammar to colour a listing; never fails, whatever the text is. */

export type TokenKind = 'keyword' | 'type' | 'comment' | 'number' | 'string' | 'fn' | 'plain'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

const keywords = new Set(
  (
    'break case const continue default do else enum extern for goto if inline register return sizeof ' +
    'static struct switch typedef union volatile while'
  ).split(' '),
)
const types = new Set(
  (
    'void int long short char unsigned signed bool size_t ssize_t atomic_t atomic_long_t gfp_t pid_t ' +
    'u8 u16 u32 u64 s8 s16 s32 s64 spinlock_t raw_spinlock_t'
  ).split(' '),
)

// Alternatives in order: comment, string or character, number, word, blanks, anything else.
const pattern =
  /(?<comment>\/\*.*?(?:\*\/|$)|\/\/.*)|(?<string>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?)|(?<number>\b(?:0x[\da-f]+|\d+)[ul]*\b)|(?<word>[A-Za-z_#]\w*)|(?<rest>\s+|.)/gi

/**
 * The tokens of one line; together they are the line. `inComment`: the line before ended inside a
 * comment.
 */
export function tokenizeC(line: string, inComment = false): readonly Token[] {
  if (inComment) {
    const end = line.indexOf('*/')
    if (end < 0) return line === '' ? [] : [{ kind: 'comment', text: line }]
    return [{ kind: 'comment', text: line.slice(0, end + 2) }, ...tokenizeC(line.slice(end + 2))]
  }
  const tokens: Token[] = []
  for (const match of line.matchAll(pattern)) add(tokens, tokenOf(match, line, tokens))
  return tokens
}

/** Whether the line after this one begins inside a comment. */
export function endsInComment(line: string, inComment = false): boolean {
  const last = tokenizeC(line, inComment).at(-1)
  if (last === undefined) return inComment
  if (last.kind !== 'comment' || last.text.startsWith('//')) return false
  const opened = last.text.startsWith('/*') && last.text.length < 4
  return opened || !last.text.endsWith('*/')
}

function tokenOf(match: RegExpExecArray, line: string, before: readonly Token[]): Token {
  const [text] = match
  const groups = match.groups ?? {}
  if (groups['comment'] !== undefined) return { kind: 'comment', text }
  if (groups['string'] !== undefined) return { kind: 'string', text }
  if (groups['number'] !== undefined) return { kind: 'number', text }
  if (groups['word'] === undefined) return { kind: 'plain', text }
  return { kind: wordKind(text, line.slice(match.index + text.length), before), text }
}

function wordKind(word: string, after: string, before: readonly Token[]): TokenKind {
  if (keywords.has(word) || word.startsWith('#')) return 'keyword'
  const last = before.findLast(({ text }) => text.trim() !== '')
  const isTag = last !== undefined && ['struct', 'union', 'enum'].includes(last.text)
  if (types.has(word) || isTag) return 'type'
  return /^\s*\(/.test(after) ? 'fn' : 'plain'
}

function add(tokens: Token[], token: Token): void {
  const last = tokens.at(-1)
  if (last?.kind === 'plain' && token.kind === 'plain') {
    tokens[tokens.length - 1] = { kind: 'plain', text: last.text + token.text }
  } else {
    tokens.push(token)
  }
}
