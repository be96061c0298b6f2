import { type ContactKey, demoContacts, demoFirm } from './demo-people.ts';
import type { CareStep } from './demo-deeds.ts';
import type {
  BounceStep,
  DeedStep,
  DemoFile,
  DemoStory,
  MailStep,
  SaidStep,
} from './demo-story.ts';
import { fillDates, findInstant } from './demo-time.ts';
import { drawDemoPicture } from './draw-demo-picture.ts';
import { writeDemoBounce } from './write-demo-bounce.ts';
import { type AnsweredMessage, type DemoPart, writeDemoMail } from './write-demo-mail.ts';
import { writeDemoPdf } from './write-demo-pdf.ts';

/** A mail on its way into the intake. */
export interface DemoArrival {
  readonly raw: Buffer;
  readonly from: string;
  readonly to: string;
  readonly at: Date;
  readonly verdict: 'pass' | 'none' | 'fail';
}

/** Words of a contact on their way into the chat. */
export interface DemoSaid {
  readonly story: string;
  readonly contact: (typeof demoContacts)[ContactKey];
  readonly step: SaidStep;
  readonly at: Date;
}

/** Deeds with every moment found. */
export type DemoDeed = (DeedStep | CareStep) & {
  readonly caseId: string;
  readonly until: Date | null;
};

/** What plays a story: the real intake and the real actions, at any time of the past. */
export interface DemoHands {
  /** The firm’s clock stands at this moment from now on; what fell due before has happened. */
  moveTo(at: Date): Promise<void>;
  /** Lets a mail in; answers the case it led to. */
  receive(arrival: DemoArrival): Promise<string>;
  /** A contact says something in the chat of a story; answers the case it stands in. */
  say(said: DemoSaid): Promise<string>;
  /** What we said last in the case; null before. */
  findLastSent(caseId: string): Promise<AnsweredMessage | null>;
  /** The number that the contact knows the case by. */
  getCaseNumber(caseId: string): Promise<number>;
  act(deed: DemoDeed, findCase: (key: string) => string): Promise<void>;
  /** The members have read every case but the newest ones. */
  markRead(unreadSince: Date): Promise<void>;
}

export interface PlayOptions {
  readonly now: Date;
  readonly onProgress: (done: number, total: number) => void;
}

interface DueStep {
  readonly at: Date;
  readonly story: DemoStory;
  readonly step: DemoStory['steps'][number];
}

/** What came within this time is still unread on the desks. */
const UNREAD_MS = 100 * 60_000;

/** All steps of all stories in the order of time; throws where a story goes back in time. */
export function listDueSteps(stories: readonly DemoStory[], now: Date): DueStep[] {
  const due = stories.flatMap((story) => {
    let before = new Date(0);
    return story.steps.map((step) => {
      const at = findInstant(step.at, now, demoFirm.timeZone);
      if (at < before || at > now) {
        throw new Error(`The story ${story.key} does not go on in time at ${at.toISOString()}.`);
      }
      before = at;
      return { at, story, step };
    });
  });
  return due.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** Plays every story from beginning to end; answers how many cases there are then. */
export async function playStories(
  stories: readonly DemoStory[],
  hands: DemoHands,
  options: PlayOptions,
): Promise<{ cases: number }> {
  const cases = new Map<string, string>();
  const findCase = (key: string) => {
    const caseId = cases.get(key);
    if (caseId === undefined) throw new Error(`There is no case of the story ${key} yet.`);
    return caseId;
  };
  const due = listDueSteps(
    stories.map((one) => fillStory(one, options.now)),
    options.now,
  );
  for (const [done, { at, story, step }] of due.entries()) {
    options.onProgress(done, due.length);
    await hands.moveTo(at);
    if (step.kind === 'mail') await playMail(hands, cases, { at, story, step });
    else if (step.kind === 'said') {
      const contact = demoContacts[story.contact];
      cases.set(story.key, await hands.say({ story: story.key, contact, step, at }));
    } else if (step.kind === 'bounce') {
      await playBounce(hands, findCase(story.key), { at, story, step });
    } else {
      const until =
        'until' in step && step.until
          ? findInstant(step.until, options.now, demoFirm.timeZone)
          : null;
      const caseId = findCase(step.on ?? story.key);
      await hands.act({ ...step, caseId, until } as DemoDeed, findCase);
    }
  }
  await hands.moveTo(options.now);
  await hands.markRead(new Date(options.now.getTime() - UNREAD_MS));
  options.onProgress(due.length, due.length);
  return { cases: new Set(cases.values()).size };
}

/** The story with the dates in its texts filled in. */
function fillStory(story: DemoStory, now: Date): DemoStory {
  const { locale } = demoContacts[story.contact];
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillDates(value, now, locale, demoFirm.timeZone);
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part)]));
  };
  return { ...story, steps: fill(story.steps) as DemoStory['steps'] };
}

async function playMail(
  hands: DemoHands,
  cases: Map<string, string>,
  { at, story, step }: { at: Date; story: DemoStory; step: MailStep },
): Promise<void> {
  const key = step.into ?? story.key;
  const known = cases.get(key);
  const answers =
    known !== undefined && step.answers !== 'nothing' ? await hands.findLastSent(known) : null;
  const contact = demoContacts[story.contact];
  const from = step.from ?? contact;
  const number = known === undefined ? null : await hands.getCaseNumber(known);
  const subject = (step.subject ?? `Re: ${firstSubject(story)}`).replace(
    '{number}',
    String(number),
  );
  const raw = writeDemoMail({
    from,
    to: { name: demoFirm.name, email: demoFirm.address },
    cc: step.cc ?? [],
    subject,
    text: step.text.trim(),
    at,
    messageId: `${at.getTime().toString(36)}.${story.key}@${from.email.split('@')[1]}`,
    answers,
    quotes: step.quotes ?? answers !== null,
    references: step.references ?? [],
    headers: step.headers ?? [],
    locale: contact.locale,
    program: step.program ?? programOf(story.contact),
    files: (step.files ?? []).map(makeFile),
    inline: step.inline ? makeFile(step.inline) : null,
  });
  const verdict = step.verdict ?? 'pass';
  const caseId = await hands.receive({ raw, from: from.email, to: demoFirm.address, at, verdict });
  if (!cases.has(key)) cases.set(key, caseId);
}

async function playBounce(
  hands: DemoHands,
  caseId: string,
  { at, story, step }: { at: Date; story: DemoStory; step: BounceStep },
): Promise<void> {
  const answers = await hands.findLastSent(caseId);
  if (!answers) throw new Error(`In ${story.key} nothing was sent that could bounce.`);
  const recipient = demoContacts[story.contact].email;
  const raw = writeDemoBounce({
    to: demoFirm.address,
    recipient,
    answers,
    subject: `Re: ${firstSubject(story)}`,
    status: step.status,
    words: step.words,
    at,
    messageId: `${at.getTime().toString(36)}.report@mx.${recipient.split('@')[1]}`,
  });
  await hands.receive({ raw, from: '', to: demoFirm.address, at, verdict: 'none' });
}

function firstSubject(story: DemoStory): string {
  const first = story.steps.find((step) => step.kind === 'mail');
  return first?.subject ?? '';
}

/** Everybody keeps their program. */
function programOf(contact: ContactKey): MailStep['program'] & string {
  const programs = ['gmail', 'apple', 'thunderbird', 'outlook', 'phone', 'plain'] as const;
  return programs[Object.keys(demoContacts).indexOf(contact) % programs.length]!;
}

function makeFile(file: DemoFile): DemoPart {
  const { name } = file;
  if ('picture' in file) return { name, type: 'image/png', bytes: drawDemoPicture(file.picture) };
  if ('pdf' in file) return { name, type: 'application/pdf', bytes: writeDemoPdf(file.pdf) };
  return { name, type: file.type, bytes: Buffer.from(file.text) };
}
