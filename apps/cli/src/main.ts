import { commandList } from './command-list.ts';
import { presentHelp, readCall, WrongUsage } from './command.ts';
import { explainFailure } from './explain-failure.ts';
import { exitCodes } from './exit-codes.ts';

async function main(args: readonly string[]): Promise<number> {
  const [first, second] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    process.stdout.write(presentAll());
    return first === undefined ? exitCodes.usage : exitCodes.ok;
  }
  const isPair = second !== undefined && `${first} ${second}` in commandList;
  const name = isPair ? `${first} ${second}` : first;
  const listed = commandList[name];
  if (!listed) {
    process.stderr.write(`There is no command "${[first, second].filter(Boolean).join(' ')}".\n\n`);
    process.stderr.write(presentAll(first));
    return exitCodes.usage;
  }
  const command = await listed.load();
  try {
    const call = readCall(command, args.slice(isPair ? 2 : 1));
    if (call === 'help') {
      process.stdout.write(presentHelp(command, listed.summary));
      return exitCodes.ok;
    }
    return (await command.run(call)) ?? exitCodes.ok;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    process.stderr.write(`${error.message}\n\n${presentHelp(command, listed.summary)}`);
    return exitCodes.usage;
  }
}

/** The list of commands; of those that begin with `noun` alone where there are some. */
function presentAll(noun?: string): string {
  const all = Object.entries(commandList);
  const fitting = all.filter(([name]) => name.split(' ')[0] === noun);
  const shown = fitting.length > 0 ? fitting : all;
  return [
    'Usage: npx earshot COMMAND [--help]',
    '',
    ...shown.map(([name, { summary }]) => `  ${name.padEnd(20)}${summary}`),
    '',
    'A command works on the installation in EARSHOT_DATA (and DATABASE_URL), beside the server',
    'where it runs; where it does not, the command starts what it needs and stops it again.',
    '',
  ].join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { message, exitCode } = explainFailure(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = exitCode;
}
