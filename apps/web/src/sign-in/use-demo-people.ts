import { useEffect, useState } from 'react'

/** Somebody to look around as; only a server with demo data names any. */
export type DemoPerson = { name: string; email: string; password: string; about: string | null }

function demoPersonOf(value: unknown): DemoPerson | null {
  if (typeof value !== 'object' || value === null) return null
  const [name, email, password, about] = ['name', 'email', 'password', 'about'].map((key) =>
    Reflect.get(value, key),
  )
  if (typeof name !== 'string' || typeof email !== 'string' || typeof password !== 'string') return null
  return { name, email, password, about: typeof about === 'string' ? about : null }
}

async function readDemoPeople(): Promise<DemoPerson[]> {
  const response = await fetch('/api/demo')
  if (!response.ok) return []
  const answer: unknown = await response.json()
  return Array.isArray(answer) ? answer.map(demoPersonOf).filter((person) => person !== null) : []
}

/** The demo people that the server offers; none where there are none. */
export function useDemoPeople(): DemoPerson[] {
  const [people, setPeople] = useState<DemoPerson[]>([])
  useEffect(() => {
    let isCurrent = true
    readDemoPeople().then(
      (found) => isCurrent && setPeople(found),
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [])
  return people
}
