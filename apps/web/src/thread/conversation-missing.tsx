import { useComposer, useOutbox } from '@pennypost/react'
import { Link } from 'wouter'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { useCopy } from '../design/use-copy.ts'
import { useWords } from '../wording/use-words.ts'

/** In place of a conversation that one has no part in, with what was written there and never sent. */
export function ConversationMissing({ conversationId }: { conversationId: string }) {
  const words = useWords()
  const copy = useCopy()
  const { draft } = useComposer(conversationId)
  const { items } = useOutbox()
  const unsent = [
    ...items.filter((item) => item.conversationId === conversationId).map(({ content }) => content),
    draft,
  ].filter((text) => text !== '')

  return (
    <div className="scroll-quiet flex h-full flex-col items-center overflow-y-auto px-4 py-6 *:shrink-0 *:first:mt-auto *:last:mb-auto">
      <Notice
        isPage
        title={words.thread.notFound}
        action={
          <Link href="/messages" replace className="text-red-ink text-sm underline underline-offset-4">
            {words.toMessages}
          </Link>
        }
      >
        {words.thread.notFoundWhy}
      </Notice>
      {unsent.length > 0 && (
        <div className="flex w-full max-w-md flex-col gap-2">
          <label className="flex flex-col gap-1.5 font-medium text-ink text-sm">
            {words.conversations.failed}
            <textarea
              readOnly
              dir="auto"
              rows={6}
              value={unsent.join('\n\n')}
              className="scroll-quiet w-full rounded-lg border border-line-strong bg-card px-3.5 py-2 font-normal text-base md:text-[0.9375rem]"
            />
          </label>
          <Button className="self-end" onClick={() => void copy(unsent.join('\n\n'))}>
            {words.message.copyText}
          </Button>
        </div>
      )}
    </div>
  )
}
