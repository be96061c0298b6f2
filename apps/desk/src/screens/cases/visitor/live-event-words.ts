import { t } from '../../../i18n/translate.ts';
import type { CaseEvent } from '../case-timeline/timeline-rules.ts';

interface Reader {
  /** The name of a member; empty where they are not known any more. */
  nameMember: (memberId: string) => string;
}

function fact(event: CaseEvent, name: string): string {
  const found = event.facts[name];
  return typeof found === 'string' ? found : '';
}

function asked(event: CaseEvent, reader: Reader): string {
  return reader.nameMember(fact(event, 'member_id')) || t('event.someColleague');
}

function describeHandOver(event: CaseEvent, name: string): string {
  if (fact(event, 'to') === 'bot') return t('event.toBot', { name });
  const because = fact(event, 'because');
  const reason = fact(event, 'reason');
  if (because === 'silent') return t('event.botSilent');
  if (because === 'contact') return t('event.personAsked');
  if (reason === '') return t('event.fromBot', { name });
  return t('event.fromBotWhy', { name, reason });
}

/** What became of a live conversation that rang or was with a bot, in a sentence each. */
export const liveWords: Readonly<
  Record<string, (event: CaseEvent, name: string, reader: Reader) => string>
> = {
  'conversation.handed_over': describeHandOver,
  'offer.declined': (event, _, reader) => t('event.ringDeclined', { who: asked(event, reader) }),
  'offer.missed': (event, _, reader) => t('event.ringMissed', { who: asked(event, reader) }),
};
