import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

const SHOWN_MS = 6_000

type ShowToast = (text: string) => void

const ToastContext = createContext<ShowToast>(() => {})

/** Says something once, at the foot of the window, and lets it go again. */
export const useToast = (): ShowToast => useContext(ToastContext)

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<{ text: string } | null>(null)
  const show = useCallback((text: string) => setToast({ text }), [])

  useEffect(() => {
    if (toast === null) return
    const timer = setTimeout(() => setToast(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [toast])

  return (
    <ToastContext value={show}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-24 z-20 flex justify-center px-4"
      >
        {toast !== null && (
          <p className="animate-[settle-in_200ms_var(--ease-settle)] rounded-xl bg-ink px-4 py-2.5 text-paper text-sm shadow-lift">
            {toast.text}
          </p>
        )}
      </div>
    </ToastContext>
  )
}
