import { Skeleton } from '../design/skeleton.tsx'
import { useWords } from '../wording/use-words.ts'

/** Where messages are about to be: at the end, as they will stand. */
export function ThreadSkeleton() {
  const words = useWords()
  return (
    <div className="absolute inset-x-0 bottom-0">
      <div className="mx-auto max-w-3xl">
        <Skeleton label={words.loading} lines={5} />
      </div>
    </div>
  )
}
