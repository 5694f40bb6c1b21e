import { joinClasses } from '../design/join-classes.ts'

const MOST_STAMPS = 60

/** The day's free messages as stamps, the used ones pale. Decoration: the figure stands beside it. */
export function StampSheet({ used, limit }: { used: number; limit: number }) {
  if (limit > MOST_STAMPS) return null
  return (
    <div aria-hidden="true" className="my-3 flex flex-wrap gap-1">
      {Array.from({ length: limit }, (_, place) => place).map((place) => (
        <span
          key={place}
          className={joinClasses('perforated h-7 w-[1.3125rem]', place < used ? 'bg-line' : 'bg-red')}
        />
      ))}
    </div>
  )
}
