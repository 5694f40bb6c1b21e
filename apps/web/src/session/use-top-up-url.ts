import { useQuery } from '@tanstack/react-query'

async function readTopUpUrl(): Promise<string | null> {
  const response = await fetch('/api/client-settings')
  if (!response.ok) return null
  const settings: unknown = await response.json()
  const url = typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'topUpUrl') : null
  return typeof url === 'string' && /^https?:/u.test(url) ? url : null
}

/** Where a person without points is sent; null where the operator named no place. */
export function useTopUpUrl(): string | null {
  const { data } = useQuery({
    queryKey: ['pennypost', 'top-up-url'],
    queryFn: readTopUpUrl,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? null
}
