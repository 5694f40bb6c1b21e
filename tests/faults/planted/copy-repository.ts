import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bug } from './bugs.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const LEFT_OUT = new Set(['.git', '.data', '.turbo', 'dist', 'test-results'])

/** The repository's sources once more, with the same dependencies, to plant bugs in. */
export class RepositoryCopy implements AsyncDisposable {
  /** With a slash at its end. */
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  static async make(): Promise<RepositoryCopy> {
    const root = await mkdtemp(join(tmpdir(), 'pennypost-planted-'))
    // The packages' own node_modules are relative links, so that in the copy they lead to the copy.
    await cp(ROOT, root, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !LEFT_OUT.has(basename(path)) && path !== join(ROOT, 'node_modules'),
    })
    await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'))
    return new RepositoryCopy(`${root}/`)
  }

  /** @returns how to take it out again @throws where its text is not there exactly once, so that it plants nothing */
  async plant({ name, file, edits }: Bug): Promise<() => Promise<void>> {
    const path = join(this.root, file)
    const original = await readFile(path, 'utf8')
    let text = original
    for (const { from, to } of edits) {
      const count = text.split(from).length - 1
      if (count !== 1)
        throw new Error(`"${name}" can no longer be planted: ${file} has its text ${count} times, not once.`)
      text = text.replace(from, () => to)
    }
    await writeFile(path, text)
    return () => writeFile(path, original)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true })
  }
}
