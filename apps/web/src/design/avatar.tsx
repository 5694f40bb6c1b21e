import { avatarColour, initialsOf } from './avatar-look.ts'
import { joinClasses } from './join-classes.ts'

type AvatarProps = { id: string; name: string; kind?: 'person' | 'group'; size?: 'sm' | 'md' | 'lg' }

const SIZES = { sm: 'size-8 text-xs', md: 'size-11 text-sm', lg: 'size-14 text-lg' } as const

/** Initials on a colour that is always the same for the same id. Decoration: the name stands beside it. */
export function Avatar({ id, name, kind = 'person', size = 'md' }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      style={{ backgroundColor: avatarColour(id) }}
      className={joinClasses(
        'inline-flex shrink-0 select-none items-center justify-center font-semibold text-on-avatar tracking-wide',
        kind === 'group' ? 'rounded-xl' : 'rounded-full',
        SIZES[size],
      )}
    >
      {initialsOf(name)}
    </span>
  )
}
