import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import { describe, expect, test } from 'vitest';
import { decideRecipients, isAddress, parseAddresses, recipientsOf } from './recipient-rules.ts';

const box = (address: string) => ({ name: null, address });
const ours = new Set(['service@falk.example']);

function message(facts: Partial<Message>): Message {
  const made = { id: 'm', direction: 'in', from: box('lena@posteo.example'), to: [], cc: [] };
  return { ...made, ...facts } as unknown as Message;
}

describe('recipients', () => {
  test('a pasted list becomes addresses', () => {
    const list =
      'Lena Vogt <lena@posteo.example>, aydin@mail.example; "Rosa A." <rosa@web.example>';
    expect(parseAddresses(list)).toEqual([
      'lena@posteo.example',
      'aydin@mail.example',
      'rosa@web.example',
    ]);
    expect(parseAddresses('mailto:lena@posteo.example')).toEqual(['lena@posteo.example']);
  });

  test('what is no address stays to be corrected', () => {
    expect(parseAddresses('lena@posteo')).toEqual(['lena@posteo']);
    expect(isAddress('lena@posteo')).toBe(false);
    expect(isAddress('lena@@posteo.example')).toBe(false);
    expect(isAddress('lena,rosa@posteo.example')).toBe(false);
    expect(isAddress('lena@posteo.example')).toBe(true);
  });

  test('[L17] an answer to all never comes back to ourselves, whatever token the address carries', () => {
    const to = [box('service+k7x@falk.example'), box('shop@kettles.example')];
    const found = recipientsOf(message({ to, cc: [box('LENA@posteo.example')] }), ours);
    expect(found).toEqual({ to: ['lena@posteo.example'], others: ['shop@kettles.example'] });
  });

  test('an answer to what we wrote goes where that went', () => {
    const sent = { direction: 'out' as const, from: box('service@falk.example') };
    const found = recipientsOf(message({ ...sent, to: [box('lena@posteo.example')] }), ours);
    expect(found.to).toEqual(['lena@posteo.example']);
  });

  test('the newest message is answered as the server proposes', () => {
    const replyTo = { cc: ['shop@kettles.example'], in_reply_to_message_id: 'm' };
    const proposed = replyTo as unknown as CaseDetail['reply_to'];
    expect(decideRecipients(false, proposed, message({}), ours)).toEqual({ to: null, cc: [] });
    expect(decideRecipients(true, proposed, null, ours).cc).toEqual(['shop@kettles.example']);
    const older = message({ id: 'older' });
    expect(decideRecipients(false, proposed, older, ours).to).toEqual(['lena@posteo.example']);
  });
});
