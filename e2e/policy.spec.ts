import { expect, test } from './support/test.ts'

const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"

test('the page and its worker come with a strict content security policy', async ({
  heddle,
  page,
}) => {
  const worker = page.waitForResponse(/worker.*\.js$/)
  const answer = await page.goto('./')
  await heddle.idle()
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute(
    'content',
    policy,
  )
  for (const response of [answer, await worker]) {
    const header = response?.headers()['content-security-policy']
    expect(header).toBe(`${policy}; frame-ancestors 'none'`)
    expect(header).not.toContain("'unsafe")
  }
})

test('the policy holds: no script of others, no word to others', async ({
  heddle,
  page,
  complaints,
}) => {
  await heddle.open()
  complaints.expect(/inline script.*Content Security Policy/s, /example\.org.*Content Security/s)
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "attacked"'
    document.body.append(script)
    const sent = await fetch('https://example.org/').then(
      () => 'sent',
      () => 'refused',
    )
    return { title: document.title, sent }
  })
  expect(outcome.title).not.toBe('attacked')
  expect(outcome.sent).toBe('refused')
})
