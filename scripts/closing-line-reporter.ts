import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints `N passed, N failed` as the run's last line, which CI reads. A file that does not load, a suite whose set-up
 * breaks and an error outside any test count as one failure each: none of them leaves a failed test behind.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
      failed += suites.length > 0 ? suites.length : Math.min(module.errors().length, 1);
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
    }
    process.on('exit', () => {
      process.stdout.write(`${passed} passed, ${failed} failed\n`);
    });
  }
}
