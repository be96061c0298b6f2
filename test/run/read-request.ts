/** The stages in the order they run: the quick and the telling ones first. */
export const stageNames = ['types', 'lint', 'tidy', 'rules', 'http', 'mail', 'e2e'] as const;
export type StageName = (typeof stageNames)[number];

/** What `npm run check` runs: all that needs no other program than PostgreSQL. */
const quickStages: readonly StageName[] = ['types', 'lint', 'tidy', 'rules', 'http'];

/** What somebody wants tested. */
export interface TestRequest {
  readonly stages: readonly StageName[];
  /** Only tests whose title matches this regular expression. */
  readonly grep: string | null;
  /** Only test files whose path contains one of these. */
  readonly files: readonly string[];
}

/**
 * Reads the words after `npm test --`: names of stages, `--quick`, `--grep TEXT`, `--file PART`.
 * Throws with a sentence when a word is none of them.
 */
export function parseRequest(words: readonly string[]): TestRequest {
  const stages = new Set<StageName>();
  const files: string[] = [];
  let grep: string | null = null;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--quick') for (const stage of quickStages) stages.add(stage);
    else if (word === '--grep') grep = takeValue(word, rest);
    else if (word === '--file') files.push(takeValue(word, rest));
    else if (isStage(word)) stages.add(word);
    else {
      const known = [...stageNames, '--quick', '--grep TEXT', '--file PART'].join(', ');
      throw new Error(`"${word}" is not known. Possible are: ${known}.`);
    }
  }
  const chosen = stageNames.filter((name) => stages.size === 0 || stages.has(name));
  return { stages: chosen, grep, files };
}

function isStage(word: string): word is StageName {
  return stageNames.some((name) => name === word);
}

function takeValue(word: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined) throw new Error(`${word} needs a value after it.`);
  return value;
}
