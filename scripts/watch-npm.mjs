const everyMs = 250

/**
 * Calls `onGone` once when the npm that started us is gone: it was seen to die on SIGTERM without passing it on.
 * Started by hand there is nothing to watch, for a shell may end before its background jobs.
 * @returns {() => void} stops watching
 */
export function watchNpm(onGone) {
  if (!process.env.npm_execpath) return () => {}
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, everyMs)
  return () => clearInterval(timer)
}
