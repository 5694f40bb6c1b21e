import { useTyping } from '@pennypost/react'
import { WithNames } from '../design/with-names.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'

/** Who is writing, in a place of fixed height, so that nothing moves. Not announced: it would never be quiet. */
export function TypingSlot({ conversationId }: { conversationId: string }) {
  const words = useWords()
  const formats = useFormats()
  const { typers } = useTyping(conversationId)
  const names = typers.map(({ name }) => name)
  return (
    <div aria-live="off" className="flex h-6 shrink-0 items-center gap-2 px-5 text-ink-faint text-sm">
      {typers.length > 0 && (
        <>
          <span aria-hidden="true" className="flex gap-1">
            {[0, 150, 300].map((delayMs) => (
              <span
                key={delayMs}
                style={{ animationDelay: `${delayMs}ms` }}
                className="size-1.5 animate-[breathe_1.2s_ease-in-out_infinite] rounded-full bg-red-ink"
              />
            ))}
          </span>
          <span className="truncate">
            <WithNames sentence={words.thread.typing(names, formats)} names={names} />
          </span>
        </>
      )}
    </div>
  )
}
