import type { ReactNode } from 'react'
import { BackButton } from './back-button.tsx'

/** A page beside the conversations: its name above, its parts in one column. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-16 items-center gap-3 border-line border-b px-2 md:px-8">
        <BackButton />
        <h1 className="font-semibold text-xl">{title}</h1>
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-4 py-6 md:px-8">{children}</div>
      </div>
    </div>
  )
}

/** One part of a page, on a sheet of its own. */
export function PagePart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="rounded-2xl border border-line bg-card p-5 shadow-card">
      <h2 className="mb-4 font-semibold text-lg">{title}</h2>
      {children}
    </section>
  )
}
