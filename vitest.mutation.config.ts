import { defineConfig } from 'vitest/config';
import everyTest from './vitest.config.js';

/** For Stryker: the rules must be held by their own tests, not by those of what is built on them. */
export default defineConfig({
  ...everyTest,
  test: { ...everyTest.test, include: ['core/src/**/*.test.ts'], reporters: [] },
});
