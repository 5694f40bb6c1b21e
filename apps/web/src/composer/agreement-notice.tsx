import { Button } from '../design/button.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'

/** Asks, in place, before the first message of a day that costs points. */
export function AgreementNotice({ points, onDecline }: { points: number; onDecline: () => void }) {
  const { composer: words } = useWords()
  const formats = useFormats()
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-end gap-x-2 max-h-[20dvh] overflow-y-auto rounded-t-2xl border-line border-b bg-amber-tint py-1.5 ps-4 pe-1.5 text-amber-ink text-sm"
    >
      <p className="flex-1 basis-56">{words.agree(points, formats)}</p>
      <Button
        look="quiet"
        className="sticky bottom-0 shrink-0 bg-amber-tint px-3 text-amber-ink"
        onClick={onDecline}
      >
        {words.notNow}
      </Button>
    </div>
  )
}
