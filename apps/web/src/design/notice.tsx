import type { ReactNode } from 'react'

type NoticeProps = {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
  /** It is all there is on a page, so its title is the page's. */
  isPage?: boolean
}

/** An empty or broken state: what it is, why, and one thing to do about it. */
export function Notice({ icon, title, children, action, isPage = false }: NoticeProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-10 text-center">
      {icon !== undefined && <div className="text-ink-faint">{icon}</div>}
      <Title className="font-semibold text-ink text-lg">{title}</Title>
      {children !== undefined && <div className="max-w-sm text-ink-soft text-sm">{children}</div>}
      {action !== undefined && <div className="mt-1">{action}</div>}
    </div>
  )
}
