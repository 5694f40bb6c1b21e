import type { ReactNode } from 'react'

/** An empty or broken state: what it is, why, and one thing to do about it. */
export function Notice({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-10 text-center">
      {icon !== undefined && <div className="text-ink-faint">{icon}</div>}
      <h2 className="font-semibold text-ink text-lg">{title}</h2>
      {children !== undefined && <div className="max-w-sm text-ink-soft text-sm">{children}</div>}
      {action !== undefined && <div className="mt-1">{action}</div>}
    </div>
  )
}
