import { useWords } from '../wording/use-words.ts'
import { joinClasses } from './join-classes.ts'
import { Stamp } from './stamp.tsx'

/** The product's name beside its stamp. */
export function Wordmark({ size = 'md' }: { size?: 'md' | 'lg' }) {
  const words = useWords()
  return (
    <span className="inline-flex items-center gap-2.5">
      <span aria-hidden="true">
        <Stamp
          tone="red"
          className={size === 'lg' ? 'h-[3.0625rem] w-[2.625rem] text-2xl' : 'h-[2.1875rem] w-7 text-lg'}
        >
          {[...words.product][0]}
        </Stamp>
      </span>
      <span
        className={joinClasses(
          'font-display font-semibold text-ink tracking-tight',
          size === 'lg' ? 'text-2xl' : 'text-xl',
        )}
      >
        {words.product}
      </span>
    </span>
  )
}
