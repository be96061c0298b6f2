/** How many tests ended how; a check that is no list of tests counts as one. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of Vitest's JSON report that is needed here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Adds the counts of all stages. */
export function sumCounts(all: readonly TestCounts[]): TestCounts {
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failed: all.reduce((sum, counts) => sum + counts.failed, 0),
    skipped: all.reduce((sum, counts) => sum + counts.skipped, 0),
  };
}

/**
 * Counts from the text of Vitest's JSON report (null: it wrote none). A file that could not even be
 * loaded holds no test, yet must not pass unseen: it counts as one failed, and so does a run that
 * ended badly although every test passed.
 */
export function countReport(report: string | null, hasEndedWell: boolean): TestCounts {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const read = JSON.parse(report) as VitestReport;
  const brokenFiles = read.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failed = read.numFailedTests + brokenFiles;
  return {
    passed: read.numPassedTests,
    failed: failed === 0 && !hasEndedWell ? 1 : failed,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

/** The closing line of a run: "3 passed, 0 failed", and ", 1 skipped" where something was. */
export function presentCounts(counts: TestCounts): string {
  const { passed, failed, skipped } = counts;
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
