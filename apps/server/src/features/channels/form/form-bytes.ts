import { contactLanguage } from '@earshot/contract/contact-language.ts';
import { z } from 'zod';

/** One submission of a form, as its receipt holds it; written by us, not by the browser. */
export const formSubmission = z.object({
  id: z.string().min(8).max(64),
  locale: contactLanguage,
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  answers: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
  files: z.array(
    z.object({
      file_name: z.string(),
      mime_type: z.string(),
      content_base64: z.string(),
    }),
  ),
});
export type FormSubmission = z.infer<typeof formSubmission>;

/** The bytes of a receipt. */
export function writeFormBytes(submission: FormSubmission): Buffer {
  return Buffer.from(JSON.stringify(submission));
}

/** Reads them again; null where they are not ours. */
export function readFormBytes(raw: Buffer): FormSubmission | null {
  try {
    const read = formSubmission.safeParse(JSON.parse(raw.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null; // what is no JSON does not pass the schema either
  }
}
