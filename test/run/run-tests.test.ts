import { describe, expect, test } from 'vitest';
import { countReport, presentCounts, sumCounts } from './count-results.ts';
import { parseRequest, stageNames } from './read-request.ts';

describe('what somebody wants tested', () => {
  test('nothing said means everything', () => {
    expect(parseRequest([])).toEqual({ stages: [...stageNames], grep: null, files: [] });
  });

  test('named stages run in the usual order, each once', () => {
    expect(parseRequest(['http', 'rules', 'http']).stages).toEqual(['rules', 'http']);
  });

  test('a quick check leaves out other programs and the browser', () => {
    expect(parseRequest(['--quick']).stages).not.toContain('e2e');
    expect(parseRequest(['--quick']).stages).not.toContain('mail');
  });

  test('titles and files narrow a run', () => {
    const request = parseRequest(['rules', '--grep', 'a stranger', '--file', 'config']);
    expect(request).toEqual({ stages: ['rules'], grep: 'a stranger', files: ['config'] });
  });

  test.each([[['rule']], [['--fast']], [['--grep']]])('%j is refused in words', (words) => {
    expect(() => parseRequest(words)).toThrow(/is not known|needs a value/);
  });
});

describe('the closing line', () => {
  const file = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const report = (over: object) =>
    JSON.stringify({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [file],
      ...over,
    });

  test('adds up all stages', () => {
    const stages = [
      { passed: 1, failed: 0, skipped: 0 },
      countReport(report({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 }), true),
    ];
    expect(presentCounts(sumCounts(stages))).toBe('4 passed, 0 failed, 2 skipped');
    expect(presentCounts(sumCounts([]))).toBe('0 passed, 0 failed');
  });

  test('counts a file that could not be loaded as one failed', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const text = report({ numPassedTests: 2, testResults: [file, broken] });
    expect(countReport(text, false)).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test('counts a run that ended badly although every test passed as one failed', () => {
    expect(countReport(report({ numPassedTests: 2 }), false).failed).toBe(1);
  });

  test('counts a run without a report as one failed', () => {
    expect(countReport(null, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
