import type { Me } from '@pennypost/domain'
import { Switch } from '../design/switch.tsx'
import { useWords } from '../wording/use-words.ts'
import { useSave } from './use-save.ts'

/** What others see of one's reading and writing. */
export function PrivacySwitches({ me }: { me: Me }) {
  const { settings: words } = useWords()
  const save = useSave()
  return (
    <div className="flex flex-col gap-3">
      <Switch
        label={words.receipts}
        hint={words.receiptsHint}
        checked={me.readReceipts}
        onChange={(readReceipts) => void save({ readReceipts })}
      />
      <Switch
        label={words.typing}
        hint={words.typingHint}
        checked={me.typingIndicators}
        onChange={(typingIndicators) => void save({ typingIndicators })}
      />
    </div>
  )
}
