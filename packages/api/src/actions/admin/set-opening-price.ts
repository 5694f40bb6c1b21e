import type { OperatorServices } from '../../operator-services.ts'
import type { OperatorView } from '../../reads/admin/show-user.ts'
import { type Answer, requireDone } from '../../require-done.ts'

/**
 * Sets what opening a conversation with a host costs, once; 0: nothing.
 * @param user an id or a whole e-mail
 * @throws NOT_FOUND, INVALID_INPUT for somebody who is no host
 */
export async function setOpeningPrice(
  { database }: OperatorServices,
  actor: string,
  user: string,
  points: number,
): Promise<OperatorView> {
  return requireDone(
    await database.sql<{ answer: Answer<OperatorView> }[]>`
      select pennypost.set_opening_price(${actor}, ${user}, ${points}) as answer`,
  )
}
