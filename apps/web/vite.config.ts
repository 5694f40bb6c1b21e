import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { precompress } from './precompress.ts'

export default defineConfig({
  plugins: [react(), tailwindcss(), precompress()],
  // The packages' sources, so that neither a build nor a test depends on a `dist` that may be stale.
  resolve: { conditions: ['pennypost:source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    // The page's policy lets nothing but files in: no `data:` scripts or fonts.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:3000', ws: true, changeOrigin: false } } },
})
