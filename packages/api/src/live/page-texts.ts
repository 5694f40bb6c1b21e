/** Pages that many subscribers get, as the JSON that each of them is sent. A page that nobody holds any more is forgotten. */
export class PageTexts {
  readonly #texts = new WeakMap<object, string>()

  keep(page: object, text: string): void {
    this.#texts.set(page, text)
  }

  /** @returns undefined for a page of one subscriber's own */
  find(page: object): string | undefined {
    return this.#texts.get(page)
  }
}
