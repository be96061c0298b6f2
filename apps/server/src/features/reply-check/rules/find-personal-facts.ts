import type { ReplyFinding } from '../engine/checked-reply.ts';
import type { ReadReply } from '../engine/check-reply.ts';
import { foldWord } from '../engine/fold-word.ts';
import { listPersonal, type PersonalHit } from '../engine/read-personal.ts';

/** Data of a person where more people read than the person: in public, or as a copy for others. */
export function findPersonalFacts(reply: ReadReply): ReplyFinding[] {
  const { facts, text } = reply.input;
  const isPublic = facts.visibility === 'public';
  const isCopied = !isPublic && listStrangers(reply).length > 0;
  if (!isPublic && !isCopied) return [];
  const hits = isPublic
    ? [...listPersonal(text).filter((hit) => isTheirs(reply, hit)), ...listKnown(reply)]
    : listPersonal(text).filter(({ kind }) => /^(?:iban|card|birth_date|address)$/.test(kind));
  if (hits.length === 0) return [];
  return [
    {
      rule: 'personal_data',
      severity: 'warn',
      ranges: mergeRanges(hits),
      said: isPublic
        ? {
            en: 'Data of the contact, and everybody can read it.',
            de: 'Angaben zum Kontakt, und jeder kann sie lesen.',
          }
        : {
            en: 'Data of the contact, and others get this mail too.',
            de: 'Angaben zum Kontakt, und andere bekommen diese E-Mail auch.',
          },
      offers: ['remove'],
    },
  ];
}

/** Recipients who have no part in the conversation; empty where the parts are not known. */
export function listStrangers({ input }: ReadReply): string[] {
  const { recipients = [], participants } = input.facts;
  if (!participants) return [];
  const known = new Set(participants.map((one) => one.toLowerCase()));
  const domains = input.facts.ownDomains ?? [];
  return recipients.filter((one) => {
    const address = one.toLowerCase();
    return !known.has(address) && !domains.some((domain) => address.endsWith(`@${domain}`));
  });
}

/** Our own number and address may stand in public; what the contact told may not. */
function isTheirs({ input, history }: ReadReply, hit: PersonalHit): boolean {
  if (hit.kind === 'email') {
    return isPrivate(hit.value.toLowerCase(), input.facts.known?.['email'], history.contactTexts);
  }
  if (hit.kind !== 'phone' && hit.kind !== 'address') return true;
  const digits = hit.value.replace(/\D/g, '');
  const known = [...Object.values(input.facts.known ?? {}), ...history.contactTexts];
  if (hit.kind === 'address') return true;
  return known.some((text) => digits !== '' && text?.replace(/\D/g, '').includes(digits));
}

const FREE_MAIL =
  /@(?:gmail|googlemail|gmx|web|t-online|freenet|outlook|hotmail|live|yahoo|icloud|me|aol|posteo|proton|protonmail|mailbox|btinternet)\./;

/** Of the contact, or with one of the hosts where people have theirs; "help@" of a firm is not. */
function isPrivate(value: string, known = '', texts: readonly string[] = []): boolean {
  if (FREE_MAIL.test(value) || known.toLowerCase() === value) return true;
  return texts.some((text) => text.toLowerCase().includes(value));
}

/** What the case holds, found again word for word; and the full name. */
function listKnown({ input }: ReadReply): PersonalHit[] {
  const text = foldText(input.text);
  const { contactName, known = {} } = input.facts;
  const named = Object.entries({ ...known, name: undefined });
  const fullName = contactName?.trim().includes(' ') ? contactName : undefined;
  return [...named, ['name', known['name'] ?? fullName] as const].flatMap(([kind, value]) => {
    const wanted = foldText(value ?? '');
    if (wanted.length < 4) return [];
    const start = text.indexOf(wanted);
    return start < 0 ? [] : [{ kind, start, end: start + wanted.length, value: value! }];
  });
}

/** Folded without changing places, so that a range holds in the text itself. */
function foldText(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : foldWord(text);
}

function mergeRanges(hits: readonly PersonalHit[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const { start, end } of hits.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
