import { ToldFailures } from '../outbox/told-failures.tsx'
import { FloatingDate, type FloatingDateProps } from './floating-date.tsx'
import { JumpPills, type JumpPillsProps } from './jump-pills.tsx'

/** What leads through a long thread, and tells of messages that were refused: nothing that its first paint waits for. */
export function ScrollGuides(props: FloatingDateProps & JumpPillsProps) {
  return (
    <>
      <ToldFailures />
      <FloatingDate {...props} />
      <JumpPills {...props} />
    </>
  )
}
