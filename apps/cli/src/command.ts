import { parseArgs } from 'node:util';

/** One option of a command; all are long, `--like-this`. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** Placeholder of the value in the help, such as ADDRESS. */
  readonly value?: string;
  readonly help: string;
}

/** What a command was called with. */
export interface Call {
  readonly positionals: readonly string[];
  /** The value of an option that may be left out. */
  text(name: string): string | undefined;
  /** The value of an option that must be there; throws `WrongUsage`. */
  needed(name: string): string;
  texts(name: string): readonly string[];
  flag(name: string): boolean | undefined;
}

/** A command as the help shows it and as it runs. */
export interface Command {
  /** Such as `key create`. */
  readonly name: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** What else there is to know; whole sentences. */
  readonly notes?: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** How many words without -- it takes: [least, most]. */
  readonly positionals: readonly [number, number];
  /** Does it; resolves with the exit code, or with nothing for 0. */
  run(call: Call): Promise<number | void>;
}

/** The command line was typed wrongly; the message says how, the help is shown below. */
export class WrongUsage extends Error {
  override name = 'WrongUsage';
}

/** Options that every command on an installation has. */
export const commonOptions = {
  'in-account': {
    type: 'string',
    value: 'NAME',
    help: 'which account, where the installation has several',
  },
  json: { type: 'boolean', help: 'print JSON for programs' },
} as const satisfies Record<string, CommandOption>;

/** Reads the words after the name of a command. Throws `WrongUsage` naming what is wrong. */
export function readCall(command: Command, args: readonly string[]): Call | 'help' {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple = false }]) => [
      name,
      { type, multiple },
    ]),
  );
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      allowNegative: true,
    });
  } catch (error) {
    throw new WrongUsage((error as Error).message.split('. ')[0]);
  }
  const values = parsed.values as Record<string, string | boolean | string[] | undefined>;
  if (values['help'] === true) return 'help';
  const [least, most] = command.positionals;
  if (parsed.positionals.length < least) throw new WrongUsage('Something is missing.');
  if (parsed.positionals.length > most) {
    throw new WrongUsage(`"${parsed.positionals[most]}" is one word too many.`);
  }
  return {
    positionals: parsed.positionals,
    text: (name) => values[name] as string | undefined,
    needed(name) {
      const value = values[name];
      if (typeof value === 'string' && value !== '') return value;
      throw new WrongUsage(`--${name} is missing.`);
    },
    texts: (name) => (values[name] as string[] | undefined) ?? [],
    flag: (name) => values[name] as boolean | undefined,
  };
}

/** The help of one command. */
export function presentHelp(command: Command, summary: string): string {
  const help: CommandOption = { type: 'boolean', help: 'show this help' };
  const lines = Object.entries({ ...command.options, help }).map(([name, option]) => [
    `  --${name}${option.value ? ` ${option.value}` : ''}${option.multiple ? ' ...' : ''}`,
    option.help,
  ]);
  const width = Math.max(...lines.map(([left]) => left!.length)) + 2;
  return [
    `Usage: npx earshot ${command.name} ${command.usage}`,
    '',
    summary,
    ...(command.notes ? ['', command.notes] : []),
    '',
    'Options:',
    ...lines.map(([left, right]) => `${left!.padEnd(width)}${right}`),
    '',
  ].join('\n');
}
