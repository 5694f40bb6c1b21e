/** A sentence in which each name keeps its own direction, and turns nothing around it. */
export function WithNames({ sentence, names }: { sentence: string; names: readonly string[] }) {
  const found = names.filter((name) => name !== '').map((name) => [name, sentence.indexOf(name)] as const)
  const places = found.filter(([, at]) => at >= 0).sort(([, one], [, other]) => one - other)
  const [first] = places
  if (first === undefined) return sentence
  const [name, at] = first
  return (
    <>
      {sentence.slice(0, at)}
      <bdi>{name}</bdi>
      <WithNames sentence={sentence.slice(at + name.length)} names={names} />
    </>
  )
}
