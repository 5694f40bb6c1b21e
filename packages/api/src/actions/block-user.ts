import type { Services } from '../services.ts'

export async function blockUser(_: Services, _userId: string, _other: string): Promise<null> {
  throw new Error('not built yet')
}
export async function unblockUser(_: Services, _userId: string, _other: string): Promise<null> {
  throw new Error('not built yet')
}
