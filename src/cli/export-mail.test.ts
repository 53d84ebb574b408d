/** The text of every built-in run on its way into a tree: by mail, through `git am`, past `checkpatch.pl`. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scenarios } from '../models/catalogue.ts'
import { answer } from '../worker/answer.ts'
import { main } from './program.ts'
import { variantArguments } from './variant.ts'

const texts = scenarios.flatMap(({ id, runs }) =>
  runs.map(({ title, variant, schedule }) => {
    const command = `export ${id}${variantArguments(variant)} --schedule ${schedule} --to text`
    return [`${id}: ${title}`, printed(command)] as const
  }),
)

function printed(command: string): string {
  let out = ''
  const write = (text: string): void => {
    out += text
  }
  expect(main(command.split(' '), { out: write, err: () => undefined, ask: answer })).toBe(0)
  return out
}

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const patch = `diff --git a/mm/hmm.c b/mm/hmm.c
--- a/mm/hmm.c
+++ b/mm/hmm.c
@@ -1 +1 @@
-a
+b
`

function mailWith(body: string): string {
  const headers = [
    'From: A Developer <a@example.org>',
    'Date: Mon, 4 May 2015 10:00:00 +0200',
    'Subject: [PATCH] mm/hmm: wait for the notifier',
  ]
  return `${headers.join('\n')}\n\n${body}---\n mm/hmm.c | 2 +-\n 1 file changed\n\n${patch}`
}

describe('git', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-mail-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const bodyTaken = (mail: string): string => {
    const [message, diff] = [join(folder, 'message'), join(folder, 'patch')]
    execFileSync('git', ['mailinfo', message, diff], { cwd: folder, input: mail })
    return readFileSync(message, 'utf8')
  }

  it.skipIf(!hasGit)('cuts a body that is not safe (git is needed for this)', () => {
    expect(bodyTaken(mailWith('Before.\n\n--- ---\nfn();\n'))).toBe('Before.\n\n')
  })

  it.skipIf(!hasGit).each(texts)(
    'takes the whole text of %s (git is needed for this)',
    (_, body) => {
      expect(bodyTaken(mailWith(body))).toBe(body)
    },
  )
})

/** Of `checkpatch.pl` and of what mail boxes and `git commit` give a meaning to, in words of their own. */
const refusedLines = [
  /^\s*(?:---\s+a\/|\+\+\+\s+b\/|@@ -\d+,\d+ \+\d+,\d+ @@)/,
  /^\s+diff\b.*\ba\/\S+\s+b\//,
  /^(?:diff -|Index: |From |>From |---|#)(?!-)/,
  /^\s*[\w-]+-by:/i,
  /^\s*(?:Fixes|Link|Closes|Cc|Change-Id):/i,
  /[^\n -~]/,
  /\s$/,
]

describe('checkpatch', () => {
  it.each(texts)('has nothing to say about %s', (_, text) => {
    for (const line of text.trimEnd().split('\n')) {
      for (const refused of refusedLines) expect(line).not.toMatch(refused)
      expect(line.length, line).toBeLessThanOrEqual(75)
    }
  })
})
