import { useBlock } from '@pennypost/react'
import { Button } from '../design/button.tsx'
import { useToast } from '../design/toast.tsx'
import { useWords } from '../wording/use-words.ts'
import { SureButton } from './sure-button.tsx'

/** Stops anything from passing between two people, and lifts it again. */
export function BlockPerson({ userId, name }: { userId: string; name: string }) {
  const words = useWords()
  const show = useToast()
  const { block, unblock } = useBlock()

  const run = async (call: Promise<{ ok: boolean }>, done: string) => {
    const { ok } = await call.catch(() => ({ ok: false }))
    show(ok ? done : words.details.failed)
  }

  return (
    <div className="flex flex-wrap gap-2 p-5">
      <SureButton
        label={words.details.block(name)}
        question={words.details.blockSure}
        refuse={words.cancel}
        onSure={() => run(block(userId), words.details.blocked(name))}
      />
      <Button look="quiet" onClick={() => void run(unblock(userId), words.details.unblocked(name))}>
        {words.details.unblock(name)}
      </Button>
    </div>
  )
}
