import { z } from 'zod';
import { operation } from './operation.ts';

export const getHealth = operation({
  id: 'getHealth',
  method: 'GET',
  path: '/healthz',
  tag: 'operations',
  summary: 'ok once the desk can be used; 503 before and while shutting down.',
  access: 'public',
  response: z.object({
    status: z.enum(['ok', 'starting', 'stopping', 'failing']),
    version: z.string(),
  }),
});
