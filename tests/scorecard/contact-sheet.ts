import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'

const STATES_IN_A_PICTURE = 4

/**
 * Puts screenshots together, a row for each state: `index.html` holds all of them, `sheet-1.png` and so on some each.
 * @param taken the files' names by state, in the folder
 */
export async function writeContactSheet(
  browser: Browser,
  folder: string,
  taken: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const rows = [...taken]
  await writeFile(join(folder, 'index.html'), sheetOf(rows))
  const page = await browser.newPage({ viewport: { width: 2_800, height: 1_000 } })
  for (let from = 0; from < rows.length; from += STATES_IN_A_PICTURE) {
    const name = join(folder, `sheet-${1 + from / STATES_IN_A_PICTURE}`)
    await writeFile(`${name}.html`, sheetOf(rows.slice(from, from + STATES_IN_A_PICTURE)))
    await page.goto(pathToFileURL(`${name}.html`).href)
    await page.screenshot({ path: `${name}.png`, fullPage: true })
  }
}

function sheetOf(rows: readonly (readonly [string, readonly string[]])[]): string {
  const sections = rows.map(([state, files]) => {
    const images = files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}"></a>`)
    return `<section><h2>${state}</h2><div>${images.join('')}</div></section>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Pennypost, every designed state</title>
<style>body{font:15px system-ui;margin:24px}div{display:flex;gap:12px;overflow-x:auto}img{block-size:420px;border:1px solid #999}</style>
<h1>Every designed state</h1>${sections.join('\n')}`
}
