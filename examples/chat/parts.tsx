// Smaller parts, each around one or two hooks.
import {
  type ThreadMessage,
  useConnection,
  useConversation,
  useExpiry,
  useOutbox,
  useQuotaStatus,
  useReceipts,
  useSendMessage,
  useTyping,
  useWallet,
} from '@pennypost/react'

/** A state for each thing that can be wrong, so that none is forgotten. */
export function ConnectionBanner() {
  const { state, retryNow } = useConnection()
  switch (state) {
    case 'online':
    case 'connecting':
    case 'resuming':
      return null
    case 'offline':
      return <p role="status">Offline. What you send goes out later.</p>
    case 'reconnecting':
      return (
        <button type="button" onClick={retryNow}>
          Connect now
        </button>
      )
    case 'unauthorised':
      return <a href="/sign-in">Sign in again</a>
  }
}

/** What did not go out, in all conversations. A refused message stays here until its writer has decided. */
export function OutboxList() {
  const { items, retry, retryAll, remove } = useOutbox()
  return (
    <section>
      <button type="button" onClick={retryAll}>
        Retry all
      </button>
      <ul>
        {items.map(({ id, content, state }) => (
          <li key={id}>
            {content}: {state.kind === 'failed' ? (state.refusal?.code ?? 'not accepted') : state.kind}
            {state.kind === 'failed' && (
              <button type="button" onClick={() => retry(id)}>
                Retry
              </button>
            )}
            <button type="button" onClick={() => remove(id)}>
              Delete
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One timer for all countdowns, by the server's clock, which wakes only when a label changes. */
export function Countdown({ message }: { message: ThreadMessage }) {
  const expiry = useExpiry(message)
  return expiry.kind === 'counting' ? <time title={`${expiry.absolute}`}>{expiry.label}</time> : null
}

export function Readers({ message }: { message: ThreadMessage }) {
  const { readBy } = useReceipts(message)
  return <span>{readBy.map(({ name, readAt }) => `${name} at ${readAt}`).join(', ')}</span>
}

export function Typers({ conversationId }: { conversationId: string }) {
  const { typers } = useTyping(conversationId)
  return <p>{typers.length > 0 && `${typers.map(({ name }) => name).join(', ')} typing`}</p>
}

/** Sending without a composer: the promise settles when the server has answered; a refusal is a value. */
export function PaidWave({ conversationId }: { conversationId: string }) {
  const { send, data } = useSendMessage(conversationId)
  return (
    <button type="button" onClick={() => void send({ content: '👋', maxPoints: 10, expirationHours: 1 })}>
      Wave for at most 10 points {data?.ok === false && data.reason}
    </button>
  )
}

export function DisappearByDefault({ conversationId }: { conversationId: string }) {
  const { name, conversation, setDefaultExpiry } = useConversation(conversationId)
  return (
    <button type="button" onClick={() => void setDefaultExpiry(24)}>
      New messages to {name} disappear after {conversation?.defaultExpirationHours ?? '∞'} hours
    </button>
  )
}

export function Money() {
  const { quota, queued } = useQuotaStatus()
  const { entries } = useWallet()
  return (
    <section>
      <p>
        {quota?.remainingFree} free today, {quota?.balance} points; {queued.count} waiting for {queued.points}
      </p>
      <ul>
        {entries.map(({ id, points, reason }) => (
          <li key={id}>
            {points}: {reason}
          </li>
        ))}
      </ul>
    </section>
  )
}
