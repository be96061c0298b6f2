import { describe, expect, test } from 'vitest';
import { commandList } from './command-list.ts';
import { type Command, presentHelp, readCall, WrongUsage } from './command.ts';

const commands = await Promise.all(
  Object.entries(commandList).map(async ([name, { summary, load }]) => ({
    name,
    summary,
    command: await load(),
  })),
);
const find = (name: string): Command => commands.find((one) => one.name === name)!.command;

describe('every command', () => {
  test('is listed under its own name and explains itself in a line', () => {
    for (const { name, summary, command } of commands) {
      expect(command.name).toBe(name);
      expect(summary).toMatch(/^[A-Z].{20,90}\.$/);
    }
  });

  test('has a help that fits a terminal', () => {
    for (const { summary, command } of commands) {
      const help = presentHelp(command, summary);
      expect(help).toContain(`Usage: npx earshot ${command.name}`);
      for (const option of Object.keys(command.options)) expect(help).toContain(`--${option} `);
      expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
    }
  });

  test('takes no password from the arguments, which every account of the machine can read', () => {
    for (const { command } of commands) {
      const secret = /^(password|passphrase|secret|token)$/;
      expect(Object.keys(command.options).filter((name) => secret.test(name))).toEqual([]);
    }
  });
});

describe('a command that was typed', () => {
  test.each([
    ['key create', ['--nam', 'x'], "Unknown option '--nam'"],
    ['key create', ['x'], '"x" is one word too many'],
    ['key revoke', [], 'Something is missing'],
    ['backup', ['a', 'b'], '"b" is one word too many'],
    ['backup', ['a', '--force=1'], "'--force' does not take an argument"],
    ['key create', ['--name'], "'--name <value>' argument missing"],
  ])('wrongly, %s %j, is told so', (name, args, words) => {
    expect(() => readCall(find(name), args)).toThrow(WrongUsage);
    expect(() => readCall(find(name), args)).toThrow(words);
  });

  test('asks for its help wherever --help stands', () => {
    expect(readCall(find('backup'), ['--help'])).toBe('help');
    expect(readCall(find('key create'), ['--name', 'x', '-h'])).toBe('help');
  });

  test('gives its values', () => {
    const args = ['email', '--address', 'a@b.example', '--alias', 'c@d.example', '--alias', 'e@f'];
    const call = readCall(find('channel add'), [...args, '--no-confirmation']);
    if (call === 'help') throw new Error('That was no question for help.');
    expect(call.positionals).toEqual(['email']);
    expect(call.needed('address')).toBe('a@b.example');
    expect(call.texts('alias')).toEqual(['c@d.example', 'e@f']);
    expect(call.flag('confirmation')).toBe(false);
    expect(call.flag('delete')).toBeUndefined();
    expect(() => call.needed('name')).toThrow('--name is missing.');
  });
});
