import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|css|html|svg)$/u
/** Below this a packet holds it anyway. */
const LEAST_BYTES = 1_024

/** Writes each text beside itself as it goes over the wire, so that no request has to compress it. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const [fileName, output] of Object.entries(bundle)) {
        const content = Buffer.from(output.type === 'chunk' ? output.code : output.source)
        if (!TEXT.test(fileName) || content.length < LEAST_BYTES) continue
        writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(content))
        writeFileSync(join(dir, `${fileName}.gz`), gzipSync(content))
      }
    },
  }
}
