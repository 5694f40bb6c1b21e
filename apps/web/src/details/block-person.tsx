import { useBlock } from '@pennypost/react'
import { Button } from '../design/button.tsx'
import { useToast } from '../design/toast.tsx'
import { WithNames } from '../design/with-names.tsx'
import { useWords } from '../wording/use-words.ts'
import { SureButton } from './sure-button.tsx'

/** Stops anything from passing between two people, and lifts it again. Both are offered until one knows which it is. */
export function BlockPerson({ userId, name }: { userId: string; name: string }) {
  const words = useWords()
  const show = useToast()
  const { block, unblock, blocks } = useBlock()
  const isBlocked = blocks.get(userId)

  const run = async (call: Promise<{ ok: boolean }>, done: string) => {
    const { ok } = await call.catch(() => ({ ok: false }))
    show(ok ? done : words.details.failed)
  }

  return (
    <div className="flex flex-wrap gap-2 p-5">
      {isBlocked !== true && (
        <SureButton
          label={<WithNames sentence={words.details.block(name)} names={[name]} />}
          question={words.details.blockSure}
          refuse={words.cancel}
          onSure={() => run(block(userId), words.details.blocked(name))}
        />
      )}
      {isBlocked !== false && (
        <Button look="quiet" onClick={() => void run(unblock(userId), words.details.unblocked(name))}>
          <WithNames sentence={words.details.unblock(name)} names={[name]} />
        </Button>
      )}
    </div>
  )
}
