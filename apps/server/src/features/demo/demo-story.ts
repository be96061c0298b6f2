import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { CareStep } from './demo-deeds.ts';
import type { ContactKey, MemberKey, TeamKey } from './demo-people.ts';
import type { Moment } from './demo-time.ts';

/** A file in a mail, drawn or written when the world is filled. */
export type DemoFile =
  | { readonly picture: 'kettle' | 'crack' | 'label' | 'coffee' | 'toaster'; readonly name: string }
  | { readonly pdf: readonly string[]; readonly name: string }
  | { readonly text: string; readonly type: string; readonly name: string };

/** Which program a contact writes with: shapes headers, quotes and HTML. */
export type MailProgram = 'apple' | 'gmail' | 'outlook' | 'thunderbird' | 'phone' | 'plain';

/** A contact, or somebody else, writes. */
export interface MailStep {
  readonly kind: 'mail';
  readonly at: Moment;
  readonly subject?: string;
  readonly text: string;
  /** Another writer than the contact of the story. */
  readonly from?: { readonly name: string; readonly email: string };
  readonly cc?: readonly string[];
  readonly files?: readonly DemoFile[];
  /** Stands inside the text where the text says [picture]. */
  readonly inline?: Extract<DemoFile, { picture: string }>;
  readonly program?: MailProgram;
  /** Quotes our last message below the text; default where it answers one. */
  readonly quotes?: boolean;
  /** What it answers: our last message (the default after the first mail), or nothing. */
  readonly answers?: 'last' | 'nothing';
  /** Message-IDs named in References that are none of ours, such as a newsletter’s. */
  readonly references?: readonly string[];
  readonly headers?: readonly string[];
  /** What SPF, DKIM and DMARC said. */
  readonly verdict?: 'pass' | 'none' | 'fail';
  /** The case it leads to is known under this name from then on; default the story’s. */
  readonly into?: string;
}

/** A delivery report about our last message comes back. */
export interface BounceStep {
  readonly kind: 'bounce';
  readonly at: Moment;
  readonly status: string;
  readonly words: string;
}

/** A contact says something in the chat, having read what stands there; the first opens it. */
export interface SaidStep {
  readonly kind: 'said';
  readonly at: Moment;
  readonly text: string;
  /** Where they wrote; only the first names it. */
  readonly page?: { readonly title: string; readonly url: string };
}

interface Deed {
  readonly at: Moment;
  readonly by: MemberKey;
  /** Name of the case where it is not the story’s own. */
  readonly on?: string;
}

export type DeedStep =
  | (Deed & { readonly kind: 'assign'; readonly to: MemberKey | null })
  | (Deed & {
      readonly kind: 'transfer';
      readonly to: TeamKey;
      readonly reason: string;
      readonly member?: MemberKey;
    })
  | (Deed & {
      readonly kind: 'reply';
      readonly text: string;
      readonly status?: 'open' | 'waiting' | 'resolved';
      readonly until?: Moment;
      /** Rules of the reply check that see something, and why it goes out all the same. */
      readonly overrides?: readonly ReplyCheckOverride[];
    })
  | (Deed & {
      readonly kind: 'note';
      readonly text: string;
      readonly mentions?: readonly MemberKey[];
    })
  | (Deed & {
      readonly kind: 'change';
      readonly tags?: readonly string[];
      readonly priority?: 'low' | 'normal' | 'high' | 'urgent';
      readonly subject?: string;
    })
  | (Deed & {
      readonly kind: 'status';
      readonly status: 'open' | 'waiting' | 'resolved' | 'closed';
      readonly until?: Moment;
      readonly reason?: string;
    })
  | (Deed & { readonly kind: 'drawIn'; readonly member: MemberKey; readonly reason: string })
  | (Deed & { readonly kind: 'forward'; readonly to: string; readonly text: string })
  | (Deed & { readonly kind: 'merge'; readonly into: string; readonly reason: string })
  | (Deed & { readonly kind: 'draft'; readonly html: string });

export type DemoStep = MailStep | BounceStep | SaidStep | DeedStep | CareStep;

/** One matter from its first mail on. */
export interface DemoStory {
  /** Name of its case among the stories. */
  readonly key: string;
  readonly contact: ContactKey;
  readonly steps: readonly DemoStep[];
}

/** A story; its steps in the order of time. */
export function story(key: string, contact: ContactKey, steps: readonly DemoStep[]): DemoStory {
  return { key, contact, steps };
}

/** A mail comes in. */
export function mail(at: Moment, parts: Omit<MailStep, 'kind' | 'at'>): MailStep {
  return { kind: 'mail', at, ...parts };
}

/** A contact says something in the chat. */
export function said(at: Moment, text: string, page?: SaidStep['page']): SaidStep {
  return { kind: 'said', at, text, ...(page && { page }) };
}

/** A member answers. */
export function reply(
  at: Moment,
  by: MemberKey,
  text: string,
  more: Pick<Extract<DeedStep, { kind: 'reply' }>, 'status' | 'until' | 'overrides'> = {},
): DeedStep {
  return { kind: 'reply', at, by, text, ...more };
}

/** A member writes a note. */
export function note(
  at: Moment,
  by: MemberKey,
  text: string,
  mentions: readonly MemberKey[] = [],
): DeedStep {
  return { kind: 'note', at, by, text, mentions };
}

/** A member takes the case. */
export function take(at: Moment, by: MemberKey): DeedStep {
  return { kind: 'assign', at, by, to: by };
}

/** A member sets tags and priority. */
export function change(
  at: Moment,
  by: MemberKey,
  parts: {
    tags?: readonly string[];
    priority?: 'low' | 'normal' | 'high' | 'urgent';
    subject?: string;
  },
): DeedStep {
  return { kind: 'change', at, by, ...parts };
}

/** A member changes the status. */
export function status(
  at: Moment,
  by: MemberKey,
  to: 'open' | 'waiting' | 'resolved' | 'closed',
  more: { until?: Moment; reason?: string } = {},
): DeedStep {
  return { kind: 'status', at, by, status: to, ...more };
}

/** A member hands the case to another team. */
export function transfer(
  at: Moment,
  by: MemberKey,
  to: TeamKey,
  reason: string,
  member?: MemberKey,
): DeedStep {
  return { kind: 'transfer', at, by, to, reason, ...(member && { member }) };
}
