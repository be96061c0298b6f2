import { z } from 'zod';
import { emailAddress, id, instant } from './basic-schema.ts';
import { operation } from './operation.ts';
import { webBase, webParams, webVisitor } from './web-contract.ts';

const tag = 'web';

export const createWebAddress = operation({
  id: 'createWebAddress',
  method: 'POST',
  path: `${webBase}/addresses`,
  tag,
  summary:
    'Names an address that answers may follow to, and mails a one-time code there that proves it. The answer is the same whether the address is known or not.',
  access: 'public',
  brings: 'visitor_token',
  status: 202,
  params: webParams,
  body: z.object({ address: emailAddress }),
  response: z.object({ id, address: z.string(), expires_at: instant }),
});

export const createWebAddressProof = operation({
  id: 'createWebAddressProof',
  method: 'POST',
  path: `${webBase}/addresses/{addressId}/proofs`,
  tag,
  summary: 'Proves the address by the code from the mail: 15 minutes, five tries.',
  access: 'public',
  brings: 'visitor_token',
  params: webParams.extend({ addressId: id }),
  body: z.object({ code: z.string().regex(/^\d{6}$/, 'The code has six digits.') }),
  response: webVisitor,
});
