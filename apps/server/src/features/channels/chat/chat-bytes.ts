import { contactLanguage } from '@earshot/contract/contact-language.ts';
import { z } from 'zod';

/**
 * What is known of a chat message beside what its client sent: written by us as the first line of
 * the receipt, the request body follows as it came.
 */
const chatContext = z.object({
  conversation_id: z.uuid(),
  visitor: z.object({
    id: z.uuid(),
    /** Of the identity token; null: nobody vouched for who it is. */
    subject: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    email_verified_how: z.enum(['one_time_code', 'identity_token']).nullable(),
  }),
  locale: contactLanguage,
  answers: z.array(
    z.object({ key: z.string(), kind: z.string(), label: z.string(), value: z.string() }),
  ),
  files: z.array(
    z.object({
      file_name: z.string(),
      mime_type: z.string(),
      size_bytes: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type ChatContext = z.infer<typeof chatContext>;

const chatBody = z.object({
  client_id: z.string(),
  text: z.string().default(''),
  subject: z.string().optional(),
});
export type ChatBody = z.infer<typeof chatBody>;

/** The bytes of a receipt. */
export function writeChatBytes(context: ChatContext, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(context)}\n`), body]);
}

/** Reads them again; null where they are not ours. */
export function readChatBytes(raw: Buffer): { context: ChatContext; body: ChatBody } | null {
  const end = raw.indexOf('\n');
  if (end < 0) return null;
  const context = chatContext.safeParse(parseJson(raw.subarray(0, end)));
  const body = chatBody.safeParse(parseJson(raw.subarray(end + 1)));
  return context.success && body.success ? { context: context.data, body: body.data } : null;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null; // what is no JSON does not pass the schema either
  }
}

/** Key of the receipt: the same message sent again has the same. */
export function chatKey(conversationId: string, clientId: string): string {
  return `${conversationId}/${clientId}`;
}
