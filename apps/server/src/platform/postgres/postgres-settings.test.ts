import { expect, test } from 'vitest';
import { presentSettings } from './postgres-settings.ts';

test('an installation waits for the disk, always', () => {
  const text = presentSettings('installation');
  expect(text).toMatch(/^fsync = on /m);
  expect(text).toMatch(/^synchronous_commit = on /m);
  expect(text).toMatch(/^full_page_writes = on /m);
});

test.each(['installation', 'tests'] as const)('every setting for %s is set once', (use) => {
  const names = presentSettings(use)
    .split('\n')
    .filter((line) => line.includes(' = '))
    .map((line) => line.split(' = ')[0]);
  expect(new Set(names).size).toBe(names.length);
});

test('neither rows nor parameters of a failed statement reach the log', () => {
  const text = presentSettings('installation');
  expect(text).toContain('log_error_verbosity = terse');
  expect(text).toContain('log_parameter_max_length_on_error = 0');
});
