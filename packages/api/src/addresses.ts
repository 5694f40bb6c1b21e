/** Whether the drivers will be able to take it apart: what they throw otherwise may quote all of it. */
export function isWholeAddress(value: string): boolean {
  try {
    const { username, password, hostname } = new URL(value)
    decodeURIComponent(`${username} ${password} ${hostname}`)
    return true
  } catch {
    return false
  }
}

/** One Redis or the nodes of a cluster, comma-separated, which may follow the first without its beginning. */
export function areRedisAddresses(list: string): boolean {
  const nodes = list.split(',').map((node) => node.trim())
  return nodes.every((node) => node !== '' && isRedisAddress(node.includes('://') ? node : `redis://${node}`))
}

function isRedisAddress(value: string): boolean {
  if (!isWholeAddress(value)) return false
  const { protocol, pathname } = new URL(value)
  // A path is a database's number.
  return /^rediss?:$/.test(protocol) && /^\/?\d*$/.test(pathname)
}

/** What browsers name as the Origin they come from. */
export function isOrigin(value: string): boolean {
  if (!isWebAddress(value) || hasCredentials(value)) return false
  const { hostname, pathname, search, hash } = new URL(value)
  // A * or a ; stands for nothing there, and no browser comes from such a host.
  return /^[\w.-]+$|^\[/.test(hostname) && pathname === '/' && `${search}${hash}` === ''
}

export function isWebAddress(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value)
}

export function hasCredentials(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return `${username}${password}` !== ''
}

/** The Origins that browsers on this machine come from, where PUBLIC_URL names none. */
export function localOrigins(port: number): string[] {
  return ['localhost', '127.0.0.1'].map((host) => new URL(`http://${host}:${port}`).origin)
}
