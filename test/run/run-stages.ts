import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bringMailPeers } from './bring-mail-peers.ts';
import { countReport, sumCounts } from './count-results.ts';
import type { TestCounts } from './count-results.ts';
import { findChromium } from './find-chromium.ts';
import type { StageName, TestRequest } from './read-request.ts';
import { logDir, repositoryDir, runProgram } from './run-program.ts';
import type { ProgramRun } from './run-program.ts';

/** How a stage ended, and what a person should read about it. */
export interface StageResult {
  readonly counts: TestCounts;
  /** Why something was not tested; shown loudly. */
  readonly skips: readonly string[];
  /** Whole output of what failed; empty when nothing did. */
  readonly output: string;
}

type Say = (line: string) => void;

const minute_ms = 60_000;

/** Longest time a stage may take before it is ended and counts as failed. */
const within_ms: Readonly<Record<StageName, number>> = {
  types: 5 * minute_ms,
  lint: 5 * minute_ms,
  tidy: 5 * minute_ms,
  rules: 10 * minute_ms,
  http: 20 * minute_ms,
  mail: 25 * minute_ms,
  e2e: 30 * minute_ms,
};

/** Runs one stage to its end; never throws because a test failed. */
export async function runStage(
  stage: StageName,
  request: TestRequest,
  say: Say,
): Promise<StageResult> {
  if (stage === 'types') return runChecks(stage, [['tsc', 'typescript/bin/tsc', '--noEmit']]);
  if (stage === 'lint') {
    return runChecks(stage, [
      ['oxlint', 'oxlint/bin/oxlint', '--deny-warnings', '--format=stylish'],
      ['oxfmt', 'oxfmt/bin/oxfmt', '--check'],
    ]);
  }
  if (stage === 'mail') {
    const missing = await bringMailPeers(say);
    const skips = missing.map((sentence) => `The tests with real mail programs: ${sentence}`);
    return { ...(await runVitest(stage, request, {})), skips };
  }
  if (stage === 'e2e') return runInChromium(request, say);
  // Channels are tried by the live test over the pages that visitors load.
  if (stage === 'http') return (await buildPages(stage)) ?? runVitest(stage, request, {});
  return runVitest(stage, request, {});
}

/** Checks that are no list of tests: each counts as one. */
async function runChecks(
  stage: StageName,
  checks: readonly (readonly [name: string, program: string, ...flags: string[]])[],
): Promise<StageResult> {
  const runs = await Promise.all(
    checks.map(([name, program, ...flags]) =>
      runProgram(name, [process.execPath, join('node_modules', program), ...flags], {
        within_ms: within_ms[stage],
      }),
    ),
  );
  return {
    counts: sumCounts(
      runs.map((run) => ({
        passed: Number(run.code === 0),
        failed: Number(run.code !== 0),
        skipped: 0,
      })),
    ),
    skips: [],
    output: runs
      .filter((run) => run.code !== 0)
      .map((run) => run.output)
      .join('\n'),
  };
}

async function runInChromium(request: TestRequest, say: Say): Promise<StageResult> {
  const chromium = await findChromium(say);
  if (chromium.path === null) {
    const reason = `All tests in the browser: no Chromium (${chromium.reason}).`;
    return { counts: { passed: 0, failed: 0, skipped: 1 }, skips: [reason], output: '' };
  }
  say(`Chromium ${chromium.origin}: ${chromium.path}`);
  const env = { CHROMIUM_PATH: chromium.path };
  return (await buildPages('e2e')) ?? runVitest('e2e', request, env);
}

/** Brings the desk and the widget up to date; null, or the failure of the stage. */
async function buildPages(stage: StageName): Promise<StageResult | null> {
  const build = await runProgram('build', [process.execPath, 'bootstrap.mjs', 'build'], {
    within_ms: within_ms[stage],
  });
  if (build.code === 0) return null;
  return { counts: { passed: 0, failed: 1, skipped: 0 }, skips: [], output: build.output };
}

async function runVitest(
  stage: StageName,
  request: TestRequest,
  env: Record<string, string>,
): Promise<StageResult> {
  const reportPath = join(logDir, `${stage}.json`);
  mkdirSync(logDir, { recursive: true });
  rmSync(reportPath, { force: true });
  const vitest = join(repositoryDir, 'node_modules', 'vitest', 'vitest.mjs');
  const command = [process.execPath, vitest, 'run', '--project', stage, '--reporter=default'];
  const flags = ['--reporter=json', `--outputFile.json=${reportPath}`, '--passWithNoTests'];
  if (request.grep !== null) flags.push('--testNamePattern', request.grep);
  const run = await runProgram(stage, [...command, ...flags, ...request.files], {
    env: { NO_COLOR: '1', ...env },
    within_ms: within_ms[stage],
  });
  const hasNoFiles = /No test files found/.test(run.output);
  const report = existsSync(reportPath) ? readFileSync(reportPath, 'utf8') : null;
  const counts =
    run.code === 0 && hasNoFiles
      ? { passed: 0, failed: 0, skipped: 0 }
      : countReport(report, run.code === 0);
  return { counts, skips: [], output: counts.failed > 0 ? presentRun(run, stage) : '' };
}

function presentRun(run: ProgramRun, stage: StageName): string {
  if (!run.isTimedOut) return run.output;
  return `${run.output}\nThe stage was ended after ${within_ms[stage] / minute_ms} minutes.\n`;
}
