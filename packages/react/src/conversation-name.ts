import type { Conversation, Participant } from '@pennypost/domain'

/** The others as far as they are shown. */
export function othersOf({ participants }: Conversation, me: string | undefined): Participant[] {
  return participants.filter(({ userId }) => userId !== me)
}

/** What a conversation is called: its title, or the names of the others. */
export function nameOf(conversation: Conversation, me: string | undefined, locale?: string): string {
  if (conversation.title !== null) return conversation.title
  const names = othersOf(conversation, me).map(({ name }) => name)
  // A formatter costs more to make than all else here, and most conversations are with one person.
  if (names.length <= 1) return names[0] ?? ''
  return new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(names)
}
