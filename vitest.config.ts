import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: { alias: { '@gongkai/core': `${root}core/src/index.ts` } },
  test: {
    include: [
      'core/src/**/*.test.ts',
      'server/src/**/*.test.ts',
      'console/src/**/*.test.ts',
      'docs/**/*.test.ts',
    ],
    globalSetup: ['./server/testing/native-cluster-setup.ts', './server/testing/files-folder-setup.ts'],
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    testTimeout: 30_000,
  },
});
