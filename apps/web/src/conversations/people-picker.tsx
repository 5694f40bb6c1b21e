import type { User } from '@pennypost/domain'
import { useConnection, useFindUsers } from '@pennypost/react'
import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useDeferredValue, useRef, useState } from 'react'
import { Avatar } from '../design/avatar.tsx'
import { Field } from '../design/field.tsx'
import { useMyId } from '../session/my-id.ts'
import { useWords } from '../wording/use-words.ts'

type PeoplePickerProps = {
  picked: readonly User[]
  onChange: (picked: User[]) => void
  /** Who is there already, and is not offered. */
  without?: ReadonlySet<string>
  searchBox: RefObject<HTMLInputElement | null>
}

/** Finds people by name or e-mail and gathers those that are picked. */
export function PeoplePicker({ picked, onChange, without, searchBox }: PeoplePickerProps) {
  const words = useWords()
  const myId = useMyId()
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query.trim())
  const hits = useRef<HTMLUListElement>(null)
  const { state } = useConnection()
  const { users, isError, isFetching, isPlaceholderData } = useFindUsers(asked)
  const offered = users.filter(
    ({ id }) => id !== myId && !without?.has(id) && !picked.some((person) => person.id === id),
  )

  const pick = (person: User) => {
    onChange([...picked, person])
    setQuery('')
    searchBox.current?.focus()
  }

  /** Enter takes the first who was found by what is written; the arrow keys go down to the others and back. */
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLButtonElement>) => {
    if (event.nativeEvent.isComposing) return
    const isSearching = event.currentTarget === searchBox.current
    if (event.key === 'Enter' && isSearching && query.trim() !== '') {
      event.preventDefault()
      const [first] = offered
      if (first !== undefined && asked === query.trim() && !isPlaceholderData) pick(first)
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const stops = [searchBox.current, ...(hits.current?.querySelectorAll('button') ?? [])]
    const at = stops.indexOf(event.currentTarget)
    if (step === 0 || at < 0) return
    event.preventDefault()
    stops[at + step]?.focus()
  }

  return (
    <div className="flex flex-col gap-4">
      {picked.length > 0 && (
        <ul aria-label={words.newConversation.picked} className="flex flex-wrap gap-2">
          {picked.map((person) => (
            <li
              key={person.id}
              className="flex items-center gap-2 rounded-full border border-line bg-card py-1 ps-1 pe-1.5 text-sm"
            >
              <Avatar id={person.id} name={person.name} size="sm" />
              <bdi className="max-w-40 truncate">{person.name}</bdi>
              <button
                type="button"
                aria-label={words.newConversation.remove(person.name)}
                onClick={() => onChange(picked.filter(({ id }) => id !== person.id))}
                className="flex size-7 items-center justify-center rounded-full text-ink-soft hover:bg-well"
              >
                <X size={15} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field
        ref={searchBox}
        type="search"
        autoComplete="off"
        label={words.newConversation.search}
        hint={words.newConversation.searchHint}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div aria-live="polite" className="text-ink-soft text-sm empty:hidden">
        {isError && words.newConversation.failed}
        {!isError && asked !== '' && !isFetching && offered.length === 0 && words.newConversation.nobody}
        {!isError && asked !== '' && isFetching && state !== 'online' && words.waitsForConnection}
      </div>
      {offered.length > 0 && (
        <ul ref={hits} aria-label={words.newConversation.results} className="-mx-2 flex flex-col">
          {offered.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => pick(person)}
                onKeyDown={onKeyDown}
                className="flex min-h-12 w-full items-center gap-3 rounded-lg px-2 py-1.5 text-start hover:bg-well"
              >
                <Avatar id={person.id} name={person.name} size="sm" />
                <span className="flex min-w-0 flex-1 text-sm">
                  <bdi className="truncate">{person.name}</bdi>
                </span>
                <Plus size={18} aria-hidden="true" className="text-ink-faint" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
