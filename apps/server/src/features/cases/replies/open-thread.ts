import type { Tx } from '../../../platform/db/database.ts';
import { insertConversation } from '../../conversations/public.ts';
import type { ReplyTarget } from './reply-target-views.ts';

/** Where words to the contact stand: in the thread of what is answered, or in a new one. */
export async function openThread(tx: Tx, caseId: string, target: ReplyTarget): Promise<string> {
  if (target.conversationId) return target.conversationId;
  return insertConversation(tx, {
    caseId,
    channelId: target.channelId,
    kind: 'contact',
    contactId: target.contactId,
    contactPointId: null,
    subject: target.subject,
  });
}
