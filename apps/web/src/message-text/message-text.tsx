import { Fragment, type ReactNode, useMemo } from 'react'
import { type Block, type Inline, parseText } from './parse-text.ts'

/** A message's text with its marks drawn. Everything in it is React's text: none of it is ever read as HTML. */
export function MessageText({ content }: { content: string }) {
  const blocks = useMemo(() => parseText(content), [content])
  return blocks.map((block, index) => <DrawnBlock key={`${index}`} block={block} isFirst={index === 0} />)
}

function DrawnBlock({ block, isFirst }: { block: Block; isFirst: boolean }) {
  switch (block.kind) {
    case 'text':
      return <span className={isFirst ? TEXT : `${TEXT} block`}>{draw(block.parts)}</span>
    case 'quote':
      return (
        <blockquote className={`${TEXT} my-1 border-line-strong border-s-2 ps-3 text-ink-soft`}>
          {draw(block.parts)}
        </blockquote>
      )
    case 'code':
      return (
        <pre
          dir="ltr"
          className={`${TEXT} my-1 rounded-lg bg-well px-3 py-2 text-start font-mono text-[0.8125rem]`}
        >
          <code>{block.text}</code>
        </pre>
      )
  }
}

const TEXT = 'whitespace-pre-wrap wrap-anywhere'

function draw(parts: readonly Inline[]): ReactNode {
  return parts.map((part, index) => <Fragment key={`${index}`}>{drawPart(part)}</Fragment>)
}

function drawPart(part: Inline): ReactNode {
  if (typeof part === 'string') return part
  switch (part.kind) {
    case 'bold':
      return <strong className="font-semibold">{draw(part.parts)}</strong>
    case 'italic':
      return <em>{draw(part.parts)}</em>
    case 'code':
      return <code className="rounded-sm bg-well px-1 font-mono text-[0.875em]">{part.text}</code>
    case 'link':
      return (
        <a
          href={part.href}
          title={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-blue underline underline-offset-2"
        >
          {part.label}
        </a>
      )
  }
}
