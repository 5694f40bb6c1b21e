import { useEffect, useState } from 'react'

const PATIENCE_MS = 200

/** Grey lines where something is about to be; nothing at all when it comes quickly. */
export function Skeleton({ label, lines }: { label: string; lines: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])

  return (
    <div role="status" aria-label={label} className="flex flex-col gap-5 p-5">
      {shown &&
        Array.from({ length: lines }, (_, line) => line).map((line) => (
          <div key={line} className="flex animate-[breathe_1.6s_ease-in-out_infinite] items-center gap-3">
            <span className="size-11 rounded-full bg-well" />
            <span className="flex flex-1 flex-col gap-2">
              <span className="h-3 w-2/5 rounded-full bg-well" />
              <span className="h-3 w-4/5 rounded-full bg-well" />
            </span>
          </div>
        ))}
    </div>
  )
}
