import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'

/** A photograph of one state: its row and column on the sheet, and its file. */
export type Shot = { state: string; look: string; file: string }

const IN_A_PICTURE = 4

/** Puts screenshots together, a row for each state: one page to open in a browser, and pictures of it. */
export async function writeContactSheet(
  browser: Browser,
  folder: string,
  shots: readonly Shot[],
): Promise<string> {
  const rows = Object.entries(Object.groupBy(shots, ({ state }) => state))
  const htmlOf = (some: typeof rows) => `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>body{font:14px system-ui;margin:16px;background:#777;color:#fff}section{margin-block-end:24px}
figure{display:inline-block;margin:0 12px 0 0;vertical-align:top}img{display:block;height:420px}</style>
${some.map(([state, own = []]) => `<section><h2>${state}</h2>${own.map(figure).join('')}</section>`).join('\n')}`
  const figure = ({ look, file }: Shot) =>
    `<figure><img src="${file}" alt=""><figcaption>${look}</figcaption></figure>`
  const index = join(folder, 'index.html')
  await writeFile(index, htmlOf(rows))
  const page = await browser.newPage({ viewport: { width: 1_900, height: 1_000 } })
  for (let from = 0; from < rows.length; from += IN_A_PICTURE) {
    const part = join(folder, `sheet-${String(1 + from / IN_A_PICTURE).padStart(2, '0')}`)
    await writeFile(`${part}.html`, htmlOf(rows.slice(from, from + IN_A_PICTURE)))
    await page.goto(`file://${part}.html`)
    await page.screenshot({ path: `${part}.png`, fullPage: true })
  }
  return index
}
