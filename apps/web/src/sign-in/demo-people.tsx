import { useState } from 'react'
import { Avatar } from '../design/avatar.tsx'
import { signIn } from '../session/auth-requests.ts'
import { useSession } from '../session/session.tsx'
import { useWords } from '../wording/use-words.ts'
import { type DemoPerson, useDemoPeople } from './use-demo-people.ts'

/** One button for each demo person; nothing where the server offers none. */
export function DemoPeople() {
  const words = useWords()
  const people = useDemoPeople()
  const { ask } = useSession()
  const [fault, setFault] = useState<string | null>(null)

  const enter = async ({ email, password }: DemoPerson) => {
    const answer = await ask(() => signIn(email, password))
    if (!answer.ok) setFault(words.signIn.faults[answer.fault])
  }

  if (people.length === 0) return null
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people" className="mb-2 px-1 font-sans text-ink-soft text-sm">
        {words.signIn.demoHeading}
      </h2>
      <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        {people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              aria-label={words.signIn.continueAs(person.name)}
              onClick={() => enter(person)}
              className="flex w-full items-center gap-3 rounded-xl border border-line bg-card p-2.5 text-start transition-colors hover:bg-well"
            >
              <Avatar id={person.email} name={person.name} size="sm" />
              <span className="flex min-w-0 flex-col items-start">
                <bdi className="max-w-full truncate font-medium text-sm">{person.name}</bdi>
                {person.about !== null && (
                  <bdi title={person.about} className="max-w-full truncate text-ink-faint text-xs">
                    {person.about}
                  </bdi>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p role="alert" className="mt-2 text-red-ink text-sm empty:hidden">
        {fault}
      </p>
    </section>
  )
}
