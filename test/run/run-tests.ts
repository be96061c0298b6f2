import { relative } from 'node:path';
import { presentCounts, sumCounts } from './count-results.ts';
import type { TestCounts } from './count-results.ts';
import { parseRequest } from './read-request.ts';
import type { StageName, TestRequest } from './read-request.ts';
import { endPrograms, logDir, repositoryDir } from './run-program.ts';
import { runStage } from './run-stages.ts';

/** Lines of the output of a failed stage that are shown; the rest is in its log. */
const mostLines = 400;
const signOfLifeEvery_ms = 60_000;
/** EX_USAGE of sysexits.h. */
const usageExitCode = 64;

/**
 * `npm test`: runs the stages one after another, shows one line for each and the whole story of
 * what failed, and ends with "N passed, N failed", which CI reads.
 */
async function runTests(request: TestRequest): Promise<number> {
  const all: TestCounts[] = [];
  const skips: string[] = [];
  for (const stage of request.stages) {
    const startedAt_ms = Date.now();
    const seconds = () => ((Date.now() - startedAt_ms) / 1000).toFixed(1);
    const alive = setInterval(
      () => console.log(`  ${stage}: ${seconds()} s ...`),
      signOfLifeEvery_ms,
    );
    // Several stages at the same time would only fight for the two cores of a usual machine.
    const result = await runStage(stage, request, (line) => console.log(`  ${line}`));
    clearInterval(alive);
    const mark = result.counts.failed > 0 ? '✗' : '✓';
    const counted = presentCounts(result.counts);
    console.log(`${mark} ${stage.padEnd(6)} ${counted} (${seconds()} s)`);
    if (result.output !== '') console.log(presentOutput(stage, result.output));
    for (const skip of result.skips) showSkip(skip);
    all.push(result.counts);
    skips.push(...result.skips);
  }
  console.log('');
  for (const skip of skips) console.log(`NOT TESTED: ${skip}`);
  const counts = sumCounts(all);
  console.log(presentCounts(counts));
  return counts.failed > 0 ? 1 : 0;
}

function showSkip(sentence: string): void {
  const line = '!'.repeat(78);
  console.log(`${line}\n!! NOT TESTED: ${sentence}\n${line}`);
}

function presentOutput(stage: StageName, output: string): string {
  const lines = output.trimEnd().split('\n');
  const shown = lines.slice(-mostLines).map((line) => `  │ ${line}`);
  if (lines.length > mostLines) {
    const logPath = relative(repositoryDir, logDir);
    shown.unshift(`  │ (${lines.length - mostLines} lines before this in ${logPath}/${stage}.log)`);
  }
  return shown.join('\n');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    endPrograms();
    process.exit(130);
  });
}

function readRequestOrExit(): TestRequest {
  try {
    return parseRequest(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(usageExitCode);
  }
}

const request = readRequestOrExit();
try {
  process.exitCode = await runTests(request);
} catch (error) {
  endPrograms();
  console.error(error);
  // CI reads the last line even when the run itself is broken.
  console.log(presentCounts({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = 1;
}
