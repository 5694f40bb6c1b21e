import type { Services } from '../services.ts'

export async function setTyping(_: Services, _u: string, _c: string, _i: boolean): Promise<null> {
  throw new Error('not built yet')
}
