/** A sentence in which each name keeps its own direction, and turns nothing around it. */
export function WithNames({ sentence, names }: { sentence: string; names: readonly string[] }) {
  return (
    <span>
      {splitAtNames(sentence, names).map(({ text, isName, at }) =>
        isName ? <bdi key={at}>{text}</bdi> : <span key={at}>{text}</span>,
      )}
    </span>
  )
}

type Part = { text: string; isName: boolean; at: number }

function splitAtNames(sentence: string, names: readonly string[]): Part[] {
  const parts: Part[] = []
  let at = 0
  while (at < sentence.length) {
    const ahead = names
      .filter((name) => name !== '')
      .map((name) => ({ name, from: sentence.indexOf(name, at) }))
      .filter(({ from }) => from >= 0)
      .sort((one, other) => one.from - other.from || other.name.length - one.name.length)
    const { name = '', from = sentence.length } = ahead[0] ?? {}
    if (from > at) parts.push({ text: sentence.slice(at, from), isName: false, at })
    if (name !== '') parts.push({ text: name, isName: true, at: from })
    at = from + name.length
  }
  return parts
}
