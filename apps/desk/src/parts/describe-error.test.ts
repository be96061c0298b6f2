import { ApiError } from '@earshot/sdk/api-error.ts';
import { expect, test } from 'vitest';
import { fieldErrors } from './describe-error.ts';

test('what is wrong with an input stands beside the field of the form that sent it', () => {
  const fields = [
    { path: 'body.name', message: 'Write a name.' },
    { path: 'body.imap.host', message: 'There is no such host.' },
  ];
  const error = new ApiError({
    type: '/docs#problem-invalid',
    title: 'Invalid',
    status: 400,
    code: 'invalid',
    detail: '',
    fields,
  });
  expect(fieldErrors(error)).toEqual({
    name: 'Write a name.',
    'imap.host': 'There is no such host.',
  });
  expect(fieldErrors(new Error('away'))).toEqual({});
});
