import { defineConfig } from 'vitest/config'

// Workspace packages are tested from their sources, without a build, in every environment that vitest makes.
const resolve = { conditions: ['pennypost:source', 'module', 'development|production'] }

/** Those that make the page that they are in, and those that look at their own process. */
const apart = [
  'tests/react/**/*.test.ts',
  'tests/limits/slow-reader.test.ts',
  'tests/server/database-values.test.ts',
]
const onPostgres = { globalSetup: ['tests/environment/provide-postgres.ts'] }
const patiently = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // Many of these wait for a deadline: two leave the cores idle for a third of the time.
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
}

// Projects of one group run side by side, groups one after the other.
export default defineConfig({
  resolve,
  environments: { client: { resolve }, ssr: { resolve }, __vitest__: { resolve } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{packages,apps,scripts,examples,bench}/**/*.test.{ts,mjs}'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.pg.test.ts', '{packages/react,apps/web}/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          include: ['{packages/react,apps/web}/src/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts', '{packages,apps,examples}/**/*.pg.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.e2e.test.ts', ...apart],
          ...onPostgres,
          ...patiently,
          // A tenth of their time went into loading the same modules for each file.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: apart, ...onPostgres, ...patiently } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.test.ts', 'tests/scorecard/*.quick.e2e.test.ts'],
          ...onPostgres,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          expect: { poll: { timeout: 15_000 } },
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        // All of the web client's scorecard, by `npm run scorecard`; `npm test` runs the quick part, which measures no times.
        test: {
          name: 'scorecard',
          include: ['tests/scorecard/*.e2e.test.ts'],
          ...onPostgres,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
