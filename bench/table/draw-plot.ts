type Plot = {
  title: string
  unit: string
  /** Places on the logarithmic axis, from the least on. */
  at: readonly number[]
  lines: readonly { name: string; values: readonly number[] }[]
}

const WIDTH = 720
const HEIGHT = 400
const MARGIN = 60
const COLOURS = ['#1f6feb', '#d4572a', '#2b8a3e', '#8250df']
const GRID_LINES = 4

/** Lines over powers of ten, as an SVG of its own. */
export function drawPlot({ title, unit, at, lines }: Plot): string {
  const most = Math.max(...lines.flatMap((line) => line.values)) * 1.1
  const decades = at.map((value) => Math.log10(value))
  const [first = 0, last = 1] = [decades.at(0), decades.at(-1)]
  const x = (decade: number) => MARGIN + ((decade - first) / (last - first)) * (WIDTH - 3 * MARGIN)
  const y = (value: number) => HEIGHT - MARGIN - (value / most) * (HEIGHT - 2 * MARGIN)
  const grid = Array.from({ length: GRID_LINES + 1 }, (_, index) => (most / GRID_LINES) * index).map(
    (value) =>
      `<path d="M${MARGIN} ${y(value)}H${WIDTH - 2 * MARGIN}" stroke="#ddd"/><text x="${MARGIN - 8}" y="${y(value) + 4}" text-anchor="end">${value.toFixed(0)}</text>`,
  )
  const ticks = decades.map(
    (decade) =>
      `<text x="${x(decade)}" y="${HEIGHT - MARGIN + 20}" text-anchor="middle">10^${decade.toFixed(0)}</text>`,
  )
  const drawn = lines.map(({ name, values }, index) => {
    const colour = COLOURS[index % COLOURS.length]
    const points = values.map((value, place) => `${x(decades[place] ?? 0).toFixed(1)},${y(value).toFixed(1)}`)
    const label = `<text x="${WIDTH - 2 * MARGIN + 8}" y="${y(values.at(-1) ?? 0) + 4}" fill="${colour}">${name}</text>`
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${label}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
<text x="${MARGIN}" y="24" font-size="15">${title}</text><text x="${MARGIN}" y="44">${unit}</text>
${[...grid, ...ticks, ...drawn].join('\n')}
</svg>
`
}
