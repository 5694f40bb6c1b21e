import { Settings, Wallet } from 'lucide-react'
import { Link, useRoute } from 'wouter'
import { joinClasses } from '../design/join-classes.ts'
import { useWords } from '../wording/use-words.ts'

function PlaceLink({ href, label, icon }: { href: string; label: string; icon: React.ReactNode }) {
  const [isHere] = useRoute(href)
  return (
    <Link
      href={href}
      aria-label={label}
      title={label}
      aria-current={isHere ? 'page' : undefined}
      className={joinClasses(
        'inline-flex size-10 items-center justify-center rounded-lg transition-colors hover:bg-well hover:text-ink pointer-coarse:size-11',
        isHere ? 'bg-well text-ink forced-colors:border' : 'text-ink-soft',
      )}
    >
      {icon}
    </Link>
  )
}

/** The way to the wallet and the settings. */
export function PlacesBar() {
  const { places, product } = useWords()
  return (
    <nav aria-label={product} className="flex shrink-0">
      <PlaceLink href="/wallet" label={places.wallet} icon={<Wallet size={20} aria-hidden="true" />} />
      <PlaceLink href="/settings" label={places.settings} icon={<Settings size={20} aria-hidden="true" />} />
    </nav>
  )
}
