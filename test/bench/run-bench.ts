/**
 * `npm run bench [-- intake|latency|desk|start|promises|reply-check|live ...] [--plans] [--scale=0.1] [--profile=FOLDER]`:
 * what Earshot is capable of on this machine. Nothing here passes or fails by time;
 * docs/operate/benchmarks.md says what the figures mean.
 */
import { cpus, totalmem } from 'node:os';
import { benchDesk } from './desk-bench.ts';
import { endWhenInterrupted } from './end-with-bench.ts';
import { benchIntake } from './intake-bench.ts';
import { benchLatency } from './latency-bench.ts';
import { benchLive } from './live-bench.ts';
import { say } from './print-figures.ts';
import { benchPromises } from './promises-bench.ts';
import { benchReplyCheck } from './reply-check-bench.ts';
import { benchStart } from './start-bench.ts';

const benches: Record<string, (wishes: BenchWishes) => Promise<void>> = {
  intake: benchIntake,
  latency: benchLatency,
  desk: benchDesk,
  start: benchStart,
  promises: benchPromises,
  'reply-check': benchReplyCheck,
  live: benchLive,
};

export interface BenchWishes {
  /** Print the query plans of what was measured. */
  plans: boolean;
  /** Multiplies the sizes; 0.1 for a quick look. */
  scale: number;
  /** Flags for the server’s Node, such as those that write a CPU profile. */
  nodeFlags: string[];
}

const words = process.argv.slice(2);
const findValue = (name: string) =>
  words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const wishes: BenchWishes = {
  plans: words.includes('--plans'),
  scale: Number(findValue('scale') ?? 1),
  nodeFlags: findValue('profile') ? ['--cpu-prof', `--cpu-prof-dir=${findValue('profile')}`] : [],
};
const asked = words.filter((word) => !word.startsWith('--'));
const unknown = asked.filter((word) => !(word in benches));
if (unknown.length > 0) {
  say(`There is no bench "${unknown.join(', ')}". Benches: ${Object.keys(benches).join(', ')}.`);
  process.exit(64);
}
say(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}; ${new Date().toISOString()}`,
);
endWhenInterrupted();
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  say(`\n== ${name} ==`);
  await bench(wishes);
}
process.exit(0);
