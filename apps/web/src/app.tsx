import { Suspense } from 'react'
import { Redirect, useLocation } from 'wouter'
import { Button } from './design/button.tsx'
import { Notice } from './design/notice.tsx'
import { lazyPart } from './lazy-part.ts'
import { loadSignedIn, loadSignIn } from './load-pages.ts'
import { parseRoute } from './routing/parse-route.ts'
import { rememberWanted, wantedPath } from './routing/wanted.ts'
import { useSession } from './session/session.tsx'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { useWords } from './wording/use-words.ts'

const SignedIn = lazyPart(async () => (await loadSignedIn()).SignedIn)
const SignInPage = lazyPart(async () => (await loadSignIn()).SignInPage)

/** The way in, or everything behind it. */
export function App() {
  const { state, refresh } = useSession()
  const words = useWords()
  const [path] = useLocation()
  const route = parseRoute(path)

  if (state.kind === 'loading') return null
  if (state.kind === 'unreachable')
    return (
      <main className="flex h-full items-center justify-center">
        <Notice
          isPage
          title={words.serverDown}
          action={
            <Button look="primary" onClick={() => void refresh()}>
              {words.retry}
            </Button>
          }
        >
          {words.serverDownWhy}
        </Notice>
      </main>
    )
  if (state.kind === 'signed-out' && route.page !== 'sign-in')
    return <Redirect to="/sign-in" replace state={rememberWanted(route)} />
  if (state.kind === 'signed-in' && (route.page === 'sign-in' || path === '/'))
    return <Redirect to={wantedPath()} replace />

  return (
    <ErrorBoundary>
      <Suspense>
        {state.kind === 'signed-in' ? (
          <SignedIn key={state.userId} userId={state.userId} route={route} />
        ) : (
          <SignInPage />
        )}
      </Suspense>
    </ErrorBoundary>
  )
}
