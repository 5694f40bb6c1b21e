export type Inline =
  | string
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic'; parts: Inline[] }
  | { kind: 'link'; href: string; label: string }

export type Block = { kind: 'text' | 'quote'; parts: Inline[] } | { kind: 'code'; text: string }

const LETTER = '\\p{L}\\p{N}'
const INLINE = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '\\*\\*(?=[^\\s*])(?<bold>(?:(?!\\*\\*)[^\\n])+)(?<=\\S)\\*\\*',
    `(?<![${LETTER}*])\\*(?=[^\\s*])(?<italic>[^*\\n]+)(?<=\\S)\\*(?![${LETTER}*])`,
    `(?<![${LETTER}_])_(?=[^\\s_])(?<slanted>[^_\\n]+)(?<=\\S)_(?![${LETTER}_])`,
    '\\[(?<label>[^\\]\\n]+)\\]\\((?<href>https?:\\/\\/[^\\s()]+(?:\\([^\\s()]*\\)[^\\s()]*)*)\\)',
    `(?<![${LETTER}])(?<url>https?:\\/\\/[^\\s<>"]+)`,
  ].join('|'),
  'giu',
)
/** Without one of these, text is only text. */
const MARKS = /[`*_[>]|https?:/iu
const CLOSING = /[.,;:!?'"*_\]}»]+$/u

/**
 * Reads the few marks that messages know: `code`, code fences, **bold**, *italic* or _italic_, > quotes, [links](https://…)
 * and bare addresses. There is no way to HTML: what is not recognised stays the text that it is.
 */
export function parseText(content: string): Block[] {
  if (!MARKS.test(content)) return [{ kind: 'text', parts: [content] }]
  const blocks: Block[] = []
  const lines = content.split('\n')
  let text: string[] = []
  const endText = () => {
    if (text.some((line) => line !== '')) blocks.push({ kind: 'text', parts: parseInline(text.join('\n')) })
    text = []
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const fenceEnd = line.startsWith('```') ? lines.indexOf('```', at + 1) : -1
    if (fenceEnd > at) {
      endText()
      blocks.push({ kind: 'code', text: lines.slice(at + 1, fenceEnd).join('\n') })
      at = fenceEnd
    } else if (line.startsWith('>')) {
      endText()
      const end = lines.findIndex((other, index) => index > at && !other.startsWith('>'))
      const quoted = lines.slice(at, end === -1 ? undefined : end)
      blocks.push({
        kind: 'quote',
        parts: parseInline(quoted.map((each) => each.replace(/^> ?/u, '')).join('\n')),
      })
      at += quoted.length - 1
    } else text.push(line)
  }
  endText()
  return blocks
}

/** What remains to be said once the marks are gone: for previews and for ears. */
export function plainText(content: string): string {
  if (!MARKS.test(content)) return content
  return parseText(content)
    .map((block) => (block.kind === 'code' ? block.text : block.parts.map(textOf).join('')))
    .join('\n')
}

function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    const { 0: whole, index, groups = {} } = match
    if (index > end) parts.push(text.slice(end, index))
    const part = inlineOf(groups, whole)
    parts.push(part)
    end = index + whole.length
    // What closes a sentence behind an address is not part of it.
    if (groups.url !== undefined && typeof part !== 'string' && part.kind === 'link')
      end -= whole.length - part.label.length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

function inlineOf(groups: Record<string, string | undefined>, whole: string): Inline {
  const { code, bold, italic = groups.slanted, label, href, url } = groups
  if (code !== undefined) return { kind: 'code', text: code }
  if (bold !== undefined) return { kind: 'bold', parts: parseInline(bold) }
  if (italic !== undefined) return { kind: 'italic', parts: parseInline(italic) }
  if (href !== undefined) return linkTo(href, label ?? href) ?? whole
  return linkTo(url === undefined ? whole : withoutClosing(url)) ?? whole
}

/** A label that looks like an address of its own would lie about where the link leads, so the address is shown. */
function linkTo(address: string, label = address): Inline | null {
  if (!URL.canParse(address)) return null
  const { href, host } = new URL(address)
  const isHonest = !/^\S+\.\S+$/u.test(label) || label.toLowerCase().includes(host)
  return { kind: 'link', href, label: isHonest ? label : address }
}

function withoutClosing(url: string): string {
  const trimmed = url.replace(CLOSING, '')
  return trimmed.endsWith(')') && !trimmed.includes('(') ? withoutClosing(trimmed.slice(0, -1)) : trimmed
}

function textOf(part: Inline): string {
  if (typeof part === 'string') return part
  if (part.kind === 'link') return part.label
  return part.kind === 'code' ? part.text : part.parts.map(textOf).join('')
}
