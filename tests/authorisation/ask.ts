import type { Procedure } from '../world/reflect-procedures.ts'

/** `ok`, or the code of the refusal; the body stands beside it, to be compared byte for byte. */
export type Answer = { outcome: string; body: string }

/** Calls a procedure over HTTP as whoever has a token; of a subscription its first word counts. */
export async function ask(
  origin: string,
  call: Procedure & { input: unknown; token: string | null },
): Promise<Answer> {
  const { kind, path, input, token } = call
  const url = `${origin}/api/trpc/${path}`
  const text = JSON.stringify(input ?? {})
  const headers = {
    'content-type': 'application/json',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  }
  const response =
    kind === 'mutation'
      ? await fetch(url, { method: 'POST', headers, body: text })
      : await fetch(`${url}?input=${encodeURIComponent(text)}`, { headers })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const body = isStream ? await readFirst(response) : await response.text()
  return { outcome: outcomeOf(body), body: `${response.status} ${body}` }
}

/** What a stream says first after that it is connected. */
async function readFirst(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const chunk = await reader?.read()
    text += chunk?.value ?? ''
    const said = text.replace(/^event: connected\ndata: .*\n\n/, '').replaceAll(/^event: ping\n.*\n\n/gm, '')
    if (said.includes('\n\n') || chunk?.done !== false) {
      await reader?.cancel()
      return said
    }
  }
}

function outcomeOf(body: string): string {
  const refusal = /"refusal":\{"code":"([A-Z_]+)"/.exec(body)
  if (refusal?.[1] !== undefined) return refusal[1]
  return body.includes('"error"') || body.includes('serialized-error') ? `error: ${body.slice(0, 300)}` : 'ok'
}
