import { isCallError } from '@pennypost/client'
import { Component, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
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
    return <Broken error={this.state.error} onRetry={() => this.setState({ error: null, isBroken: false })} />
  }
}

/** What broke, with the request's id where the server gave one. */
export function Broken({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords()
  const data: unknown = isCallError(error) ? error.data : null
  const requestId = typeof data === 'object' && data !== null ? Reflect.get(data, 'requestId') : null
  return (
    <div role="alert" className="flex h-full items-center justify-center">
      <Notice title={words.broken} action={<Button onClick={onRetry}>{words.retry}</Button>}>
        <p>{words.brokenWhy}</p>
        {typeof requestId === 'string' && (
          <p className="mt-2 select-all font-mono text-xs">{words.requestId(requestId)}</p>
        )}
      </Notice>
    </div>
  )
}
