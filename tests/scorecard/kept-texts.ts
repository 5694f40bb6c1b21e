import type { Page } from 'playwright-core'

/** Everything that the page's origin keeps on the device: each database's stores, the local storage, the caches. */
export async function keptTexts(page: Page): Promise<Record<string, string[]>> {
  return await page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const open = (name: string) => asked(indexedDB.open(name))
    const kept: Record<string, string[]> = {
      localStorage: Object.values({ ...localStorage }),
      sessionStorage: Object.values({ ...sessionStorage }),
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await open(name)
      for (const store of database.objectStoreNames) {
        const rows: unknown[] = await asked((await open(name)).transaction(store).objectStore(store).getAll())
        kept[store] = [...(kept[store] ?? []), ...rows.map((row) => JSON.stringify(row))]
      }
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)))
      kept[name] = await Promise.all(answers.map((answer) => answer?.text() ?? ''))
    }
    return kept
  })
}

/** How many written messages wait on the device to be sent. */
export async function countWaiting(page: Page): Promise<number> {
  return (await keptTexts(page)).outbox?.length ?? Number.NaN
}
