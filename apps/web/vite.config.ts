import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { precompress } from './precompress.ts'

/** Each with all that it imports, less what those above it have. A file for each compresses better than thirty small ones. */
const FILES = [
  // With what the sign-in page shares with the rest, so that it needs none of the rest.
  {
    name: 'start',
    test: /\/src\/(main\.tsx|policy\.ts|shell\/use-title\.ts|design\/(avatar|stamp|wordmark)\.tsx)$/,
  },
  { name: 'signed-in', test: /\/src\/signed-in\.tsx$/ },
  { name: 'fields', test: /\/src\/(design\/(field|select-field)|settings\/language-choice)\.tsx$/ },
]

export default defineConfig({
  plugins: [react(), tailwindcss(), precompress()],
  // The packages' sources, so that neither a build nor a test depends on a `dist` that may be stale.
  resolve: { conditions: ['pennypost:source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    // The page's policy lets nothing but files in: no `data:` scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: FILES } } },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:3000', ws: true, changeOrigin: false } } },
})
