import { Component, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { PartMissing } from '../lazy-part.ts'
import { useWords } from '../wording/use-words.ts'

type State = { error: unknown; isBroken: boolean }

/** Holds a fault within its pane: the rest of the client goes on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, isBroken: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    const { error } = this.state
    const retry = () =>
      error instanceof PartMissing ? location.reload() : this.setState({ error: null, isBroken: false })
    return <Broken error={error} onRetry={retry} />
  }
}

/** What broke, with the request's id where the server gave one. */
export function Broken({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords()
  const requestId = requestIdOf(error)
  return (
    <div role="alert" className="flex h-full items-center justify-center">
      <Notice title={words.broken} action={<Button onClick={onRetry}>{words.retry}</Button>}>
        <p>{words.brokenWhy}</p>
        {requestId !== null && (
          <p className="mt-2 select-all font-mono text-xs">{words.requestId(requestId)}</p>
        )}
      </Notice>
    </div>
  )
}

/** The id that the server gave with an error, read without the client, which the sign-in page does without. */
function requestIdOf(error: unknown): string | null {
  const data: unknown = error instanceof Error ? Reflect.get(error, 'data') : null
  const id: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'requestId') : null
  return typeof id === 'string' ? id : null
}
