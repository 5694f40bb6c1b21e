import type { Draft, ExpiryChoice, OutboxItem, PricePreview, SendOutcome } from '@pennypost/client'
import { POLICY } from '@pennypost/domain'
import { useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import { useBlockBetween } from './use-block-between.ts'
import { usePricePreview } from './use-price-preview.ts'
import { useStore } from './use-store.ts'

export type SendObstacle =
  /** Nothing passes between the two; `byMe`: by one's own block. */
  | { kind: 'blocked'; byMe: boolean }
  | { kind: 'empty' }
  | { kind: 'too-long'; overBy: number }
  | { kind: 'price-unknown' }
  | { kind: 'not-enough-points'; price: number; balance: number; short: number }

export type UseComposerResult = {
  draft: string
  setDraft(text: string): void
  expiry: ExpiryChoice
  setExpiry(expiry: ExpiryChoice): void
  canSend: boolean
  /** Why not; null where sending is possible. */
  reason: SendObstacle | null
  price: PricePreview | null
  /** Characters as the server counts them. */
  characters: number
  maxCharacters: number
  /** Sends the draft at the price shown, and empties it at once; null where that is not possible. */
  submit(): Promise<SendOutcome> | null
  /** Takes a failed message back into the composer. */
  edit(item: OutboxItem): void
}

/** A composer without looks; drafts live by conversation and survive a crash. Tells of typing by itself. */
export function useComposer(conversationId: string): UseComposerResult {
  const { client, live } = useMessaging()
  const { price } = usePricePreview(conversationId)
  const kept = useStore(client.drafts.all).get(conversationId)
  const draft = kept?.text ?? ''
  const expiry = kept?.expiry ?? 'default'
  const characters = useMemo(() => [...draft.trim()].length, [draft])
  const block = useBlockBetween(conversationId)
  const reason = obstacleTo(characters, price, block)

  const verbs = useMemo(() => {
    const draftNow = (): Draft =>
      client.drafts.all.get().get(conversationId) ?? { conversationId, text: '', expiry: 'default' }
    const put = (change: Partial<Draft>) => client.drafts.put({ ...draftNow(), ...change })
    return {
      put,
      setDraft: (text: string) => {
        put({ text })
        live.typing.keystroke(conversationId, text)
      },
      setExpiry: (choice: ExpiryChoice) => put({ expiry: choice }),
      edit: ({ id }: OutboxItem) => {
        const item = client.outbox.items.get().find((each) => each.id === id)
        if (item === undefined || item.state.kind === 'sending') return
        const { text: written } = draftNow()
        const text = written === '' ? item.content : `${item.content}\n${written}`
        put({ text, expiry: choiceOf(item.expirationHours) })
        // A page that ends in between has the text twice rather than not at all.
        void client.drafts.keep().then(() => client.outbox.remove(id))
      },
    }
  }, [client, live, conversationId])

  return useMemo(() => {
    const { put, setDraft, setExpiry, edit } = verbs
    return {
      draft,
      setDraft,
      expiry,
      setExpiry,
      edit,
      canSend: reason === null,
      reason,
      price,
      characters,
      maxCharacters: POLICY.contentMaxCharacters,
      submit: () => {
        if (reason !== null || price === null || price.maxPoints === null) return null
        const { outcome } = client.outbox.send({
          conversationId,
          content: draft.trim(),
          maxPoints: price.maxPoints,
          ...(expiry !== 'default' && { expirationHours: expiry === 'never' ? null : expiry }),
        })
        put({ text: '', expiry: 'default' })
        live.typing.stop(conversationId)
        return outcome
      },
    }
  }, [verbs, client, live, conversationId, draft, expiry, reason, price, characters])
}

function choiceOf(expirationHours: number | null | undefined): ExpiryChoice {
  return expirationHours === undefined ? 'default' : (expirationHours ?? 'never')
}

function obstacleTo(
  characters: number,
  price: PricePreview | null,
  block: { byMe: boolean } | null,
): SendObstacle | null {
  if (block !== null) return { kind: 'blocked', byMe: block.byMe }
  if (characters === 0) return { kind: 'empty' }
  const overBy = characters - POLICY.contentMaxCharacters
  if (overBy > 0) return { kind: 'too-long', overBy }
  if (price === null) return { kind: 'price-unknown' }
  const { next, balance } = price
  return next.kind === 'blocked'
    ? { kind: 'not-enough-points', price: next.points, balance, short: next.short }
    : null
}
