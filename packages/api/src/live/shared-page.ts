/** A page that all who stand at one cursor get alike: made and serialised once. */
export type SharedPage = {
  /** The cursor after which it is. */
  after: number
  /** The change number that it reaches. */
  seq: number
  /** The most that it takes on its way to one of them. */
  bytes: number
  madeAtMs: number
  /** The first expiry of anything in it; infinite where nothing expires. */
  expiresAtMs: number
  /** The page (`ConversationPage`) as JSON. */
  text: string
  /** What an adapter made of it: the part that all frames share, and the whole ones by what they begin with. */
  written: { body: Buffer; frames: Map<string, Buffer> } | null
}
