/**
 * Calls `onGone` once when the process that started this one is gone, however it ended. It works where the
 * parent opened an IPC channel, as `npm start` does; without one there is no parent to outlive.
 */
export function watchParent(onGone: () => void): void {
  if (!process.channel) return
  process.once('disconnect', onGone)
  // Listening must not keep a server alive that has closed everything else.
  process.channel.unref()
}
