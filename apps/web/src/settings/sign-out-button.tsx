import { LogOut } from 'lucide-react'
import { Button } from '../design/button.tsx'
import { useToast } from '../design/toast.tsx'
import { signOut } from '../session/auth-requests.ts'
import { useSession } from '../session/session.tsx'
import { useWords } from '../wording/use-words.ts'

/** Ends the session of this device. */
export function SignOutButton() {
  const { settings: words } = useWords()
  const { ask } = useSession()
  const show = useToast()

  const leave = async () => {
    const answer = await ask(signOut)
    if (!answer.ok) show(words.signOutFailed)
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button look="danger" onClick={() => void leave()}>
        <LogOut size={17} aria-hidden="true" className="rtl:-scale-x-100" />
        {words.signOut}
      </Button>
      <p className="text-ink-faint text-sm">{words.signOutWhy}</p>
    </div>
  )
}
