import { z } from 'zod';
import { instant } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { operation } from './operation.ts';
import { webBase, webFile_bytes_max, webParams, webText_max } from './web-contract.ts';

const tag = 'web';

/** Files of one submission; all together as large as one of a chat. */
const formFiles_max = 5;

export const createWebFormStamp = operation({
  id: 'createWebFormStamp',
  method: 'POST',
  path: `${webBase}/stamps`,
  tag,
  summary:
    'What a submission must carry: shows that the form was open for a moment, and works once.',
  access: 'public',
  status: 201,
  params: webParams,
  response: z.object({
    stamp: z.string(),
    usable_at: instant.describe('People need a few seconds to write; programs do not.'),
    puzzle: z
      .object({ zero_bits: z.number().int() })
      .nullable()
      .describe(
        'Only under load: find a text so that SHA-256 over stamp, a dot and the text begins with so many zero bits.',
      ),
  }),
});

export const createWebSubmission = operation({
  id: 'createWebSubmission',
  method: 'POST',
  path: `${webBase}/submissions`,
  tag,
  summary: 'Sends a form; the same stamp twice is one submission.',
  access: 'public',
  status: 201,
  params: webParams,
  bodyLimit: 16 * 1024 * 1024,
  body: z.object({
    stamp: z.string().max(400),
    solution: z.string().max(100).default(''),
    website: z.string().max(200).default('').describe('Left empty by people, who do not see it.'),
    locale: contactLanguage.optional(),
    subject: z.string().max(500).default(''),
    text: z.string().max(webText_max).default(''),
    answers: z
      .record(z.string().max(40), z.string().max(webText_max))
      .default({})
      .describe('To the questions of the settings, by their keys; to a consent: true.'),
    files: z
      .array(
        z.object({
          file_name: z.string().trim().min(1).max(200),
          mime_type: z.string().min(3).max(200),
          content_base64: z.base64().max(Math.ceil((webFile_bytes_max * 4) / 3) + 4),
        }),
      )
      .max(formFiles_max)
      .default([]),
  }),
  response: z.object({
    case_number: z.number().int().nullable().describe('Null where it is still being taken up.'),
    promise: z.object({ words: z.string(), due_at: instant }).nullable(),
    sent_to: z
      .string()
      .nullable()
      .describe('Masked address to which the confirmation with the link to the case’s page goes.'),
  }),
});
