import { FloatingDate, type FloatingDateProps } from './floating-date.tsx'
import { JumpPills, type JumpPillsProps } from './jump-pills.tsx'

/** What says where one is in a long thread, and leads out of its middle: nothing that its first paint waits for. */
export function ScrollGuides(props: FloatingDateProps & JumpPillsProps) {
  return (
    <>
      <FloatingDate {...props} />
      <JumpPills {...props} />
    </>
  )
}
