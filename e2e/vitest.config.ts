import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Journeys through the running product in a real browser: `npm run e2e`. */
export default defineConfig({
  root: folder,
  resolve: { alias: { '@gongkai/core': `${folder}../core/src/index.ts` } },
  test: {
    include: ['journeys/*.test.ts'],
    globalSetup: ['./serve-demonstration.ts'],
    reporters: ['default', '../scripts/closing-line-reporter.ts'],
    // One browser and one server after another: the journeys change what the next would see.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
