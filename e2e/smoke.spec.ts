import { expect, test } from 'playwright/test'

test('the page loads without an error and under its content security policy', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))

  const response = await page.goto('./')

  expect(response?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  await expect(page).toHaveTitle(/Heddle/)
  await expect(page.locator('#root')).not.toBeEmpty()
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]')
  await expect(policy).toHaveAttribute('content', /default-src 'none'; script-src 'self'/)
  expect(complaints).toEqual([])
})
