import { Link } from 'wouter'
import { Notice } from '../design/notice.tsx'
import { Stamp } from '../design/stamp.tsx'
import { useWords } from '../wording/use-words.ts'

/** Beside the list, while no conversation is open. */
export function NothingPicked() {
  const words = useWords()
  return (
    <div className="flex h-full items-center justify-center">
      <Notice
        icon={
          <span aria-hidden="true" className="flex items-center">
            <span className="cancelled w-16" />
            <Stamp tone="well" className="h-[3.9375rem] w-[3.0625rem] text-3xl">
              {[...words.product][0]}
            </Stamp>
          </span>
        }
        title={words.conversations.none}
      >
        {words.conversations.noneWhy}
      </Notice>
    </div>
  )
}

export function UnknownPage() {
  const words = useWords()
  return (
    <div className="flex h-full items-center justify-center">
      <Notice
        isPage
        title={words.notFound}
        action={
          <Link href="/messages" className="text-red-ink text-sm underline underline-offset-4">
            {words.toMessages}
          </Link>
        }
      >
        {words.notFoundWhy}
      </Notice>
    </div>
  )
}
