import type { Page } from 'playwright-core'
import type { DesignedState } from './designed-states.ts'

/** An answer to `messages.fetch` as a server gives it that has a fault. */
const fault = (id: unknown) =>
  JSON.stringify({
    id,
    error: {
      code: -32603,
      message: 'Something went wrong',
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: 'messages.fetch', requestId: 'req-4711' },
    },
  })

const thread: Pick<DesignedState, 'as' | 'path'> = {
  as: ({ alice }) => alice,
  path: ({ conversations }) => `/messages/${conversations.direct}`,
}

const sockets = /\/api\/trpc/

/** What only a network or a server in trouble shows; for the contact sheet. */
export const STATES_OF_TROUBLE: readonly DesignedState[] = [
  {
    name: 'loading',
    ...thread,
    reach: async (page) => {
      // A server that takes the call and says nothing.
      await page.routeWebSocket(sockets, () => undefined)
      await forgetKept(page)
      await page.reload()
      await page.locator('main section [role=status]:has(> div > span) > div').first().waitFor()
    },
  },
  {
    name: 'messages that do not come',
    ...thread,
    reach: async (page) => {
      await page.routeWebSocket(sockets, (near) => {
        const far = near.connectToServer()
        near.onMessage((frame) => {
          const call = String(frame)
          if (call.includes('"messages.fetch"'))
            for (const { id } of [JSON.parse(call)].flat()) near.send(fault(id))
          else far.send(frame)
        })
      })
      await forgetKept(page)
      await page.reload()
      await page.locator('main [role=alert] button').waitFor()
    },
  },
  {
    name: 'a connection that was lost',
    ...thread,
    reach: async (page) => {
      await page.routeWebSocket(sockets, (near) => void near.close({ code: 4000, reason: 'lost' }))
      await page.reload()
      await page.locator('[role=status] button').first().waitFor()
    },
  },
  {
    name: 'a message that ran out before it was sent',
    ...thread,
    reach: async (page) => {
      await page.locator('[data-message-id]').first().waitFor()
      await keepExpired(page, new URL(page.url()).pathname.split('/').at(-1) ?? '')
      await page.reload()
      await page.locator('[data-message-id]:not([data-seq])').first().waitFor()
    },
  },
  {
    name: 'a session that ended',
    ...thread,
    reach: async (page) => {
      await page.locator('[data-message-id]').first().waitFor()
      await page.route('**/api/auth/get-session', (route) => route.abort())
      await page.context().clearCookies()
      const banner = page.locator('[role=status] p:has(button)')
      await page.evaluate(() => dispatchEvent(new Event('offline')))
      const offline = (await banner.textContent()) ?? ''
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await lasting(page, offline)
    },
  },
]

/** A banner with other words stays for a second: before that a new socket is tried once more. */
async function lasting(page: Page, otherThan: string): Promise<void> {
  await page.evaluate(async (other) => {
    for (let frames = 0; frames < 60; frames += 1) {
      await new Promise(requestAnimationFrame)
      const text = document.querySelector('[role=status] p:has(button)')?.textContent ?? other
      if (text === other) frames = 0
    }
  }, otherThan)
}

/** What the device remembers of what was read would be shown instead of the trouble. */
async function forgetKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
  })
}

async function keepExpired(page: Page, conversationId: string): Promise<void> {
  await page.evaluate(async (id) => {
    const item = {
      id: '0197a000-0000-7000-8000-00000000e0e0',
      conversationId: id,
      content: '',
      expirationHours: 1,
      writtenAt: new Date().toISOString(),
      position: Date.now(),
      state: { kind: 'expired' },
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name)
      await new Promise((resolve) => opening.addEventListener('success', resolve))
      const { objectStoreNames } = opening.result
      if (!objectStoreNames.contains('outbox')) continue
      const store = (await Promise.resolve(opening.result))
        .transaction('outbox', 'readwrite')
        .objectStore('outbox')
      const writing = store.put(item, item.id)
      await new Promise((resolve) => writing.addEventListener('success', resolve))
      opening.result.close()
    }
  }, conversationId)
}
