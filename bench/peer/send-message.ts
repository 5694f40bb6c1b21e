import type { Sql } from 'postgres'

type Input = { id: string; conversationId: string; content: string }

const FREE_A_DAY = 1_000_000
const PRICE_POINTS = 10

/** One message in one transaction of seven statements. */
export async function sendMessage(sql: Sql, userId: string, { id, conversationId, content }: Input) {
  return await sql.begin(async (tx) => {
    const [account] = await tx<{ free_used: number; balance: number }[]>`
      select free_used, balance from peer.accounts where user_id = ${userId} for update`
    if (account === undefined) throw new Error('not found')
    const isFree = account.free_used < FREE_A_DAY
    if (!isFree && account.balance < PRICE_POINTS) throw new Error('not enough points')
    const [conversation] = await tx`
      select c.id from peer.conversations c
      join peer.participants p on p.conversation_id = c.id and p.user_id = ${userId}
      where c.id = ${conversationId} for update of c`
    if (conversation === undefined) throw new Error('not found')
    const [advanced] = await tx<{ last_seq: string }[]>`
      update peer.conversations set last_seq = last_seq + 1, last_activity_at = now()
      where id = ${conversationId} returning last_seq`
    const [message] = await tx<{ created_at: Date }[]>`
      insert into peer.messages (id, conversation_id, sender_id, seq, content)
      values (${id}, ${conversationId}, ${userId}, ${advanced?.last_seq ?? '0'}, ${content}) returning created_at`
    await tx`
      update peer.accounts set free_used = free_used + ${isFree ? 1 : 0}, balance = balance - ${isFree ? 0 : PRICE_POINTS}
      where user_id = ${userId}`
    const seq = Number(advanced?.last_seq)
    return {
      id,
      conversationId,
      senderId: userId,
      seq,
      content,
      createdAt: message?.created_at.toISOString(),
    }
  })
}
