import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Wordmark } from '../design/wordmark.tsx'
import { useSession } from '../session/session.tsx'
import { LanguageChoice } from '../settings/language-choice.tsx'
import { useTitle } from '../shell/use-title.ts'
import { useWords } from '../wording/use-words.ts'
import { DemoPeople } from './demo-people.tsx'
import { Envelope } from './envelope.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The way in: sign in, create an account, or look around as a demo person. */
export function SignInPage() {
  const words = useWords()
  const { state } = useSession()
  const [isNew, setIsNew] = useState(false)
  useTitle(words.signIn.signIn)

  return (
    <main className="scroll-quiet h-full overflow-y-auto">
      <div className="mx-auto grid min-h-full w-full max-w-5xl grid-cols-1 items-center gap-x-16 gap-y-10 px-5 py-10 md:grid-cols-[1fr_26rem]">
        <header className="flex flex-col gap-5">
          <Wordmark size="lg" />
          <p className="max-w-md text-balance font-display text-3xl text-ink leading-tight md:text-4xl">
            {words.signIn.motto}
          </p>
          <p className="max-w-md text-ink-soft">{words.signIn.pitch}</p>
          <div className="mt-4 hidden md:block">
            <Envelope />
          </div>
        </header>
        <div className="flex flex-col gap-6">
          <section className="rounded-2xl border border-line bg-sheet p-6 shadow-lift sm:p-8">
            <h1 className="mb-5 font-semibold text-2xl">
              {isNew ? words.signIn.headingNew : words.signIn.heading}
            </h1>
            {state.kind === 'signed-out' && state.hasEnded && (
              <p role="status" className="mb-5 rounded-lg bg-amber-tint px-4 py-2.5 text-amber-ink text-sm">
                {words.signIn.sessionEnded}
              </p>
            )}
            <SignInForm isNew={isNew} />
            <p className="mt-5 flex flex-wrap items-center justify-center gap-x-1 text-ink-soft text-sm">
              {isNew ? words.signIn.toSignIn : words.signIn.toCreate}
              <Button
                look="quiet"
                className="px-2 text-red-ink underline underline-offset-4"
                onClick={() => setIsNew(!isNew)}
              >
                {isNew ? words.signIn.signIn : words.signIn.create}
              </Button>
            </p>
          </section>
          <DemoPeople />
          <LanguageChoice />
        </div>
      </div>
    </main>
  )
}
