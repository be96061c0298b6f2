import { expect, test } from 'vitest';
import { presentProblem, translateProblem } from './problem-details.ts';

const failed = (code: string) => Object.assign(new Error('It failed.'), { code });

test('who loses against others again and again hears that nothing was changed, and to try again', () => {
  for (const code of ['40P01', '40001']) {
    const found = presentProblem(failed(code))!;
    expect(found).toMatchObject({ status: 503, code: 'busy' });
    expect(found.detail).toMatch(/Nothing was changed; try again/);
    expect(translateProblem(found, 'r1').detail).toMatch(/Es wurde nichts geändert/);
  }
});

test('a rule of the database that was broken is a bug of ours, and logged as one', () => {
  expect(presentProblem(failed('23505'))).toBeNull();
});
