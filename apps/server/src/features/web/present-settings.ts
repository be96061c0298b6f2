import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import {
  webFile_bytes_max,
  webFiles_max,
  type WebSettings,
  webText_max,
} from '@earshot/contract/web-contract.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { PushSender } from '../../platform/push/push-sender.ts';
import { getAccountFacts } from '../accounts/public.ts';
import type { Channel } from '../channels/public.ts';
import { intakePromises, loadPolicies } from '../promises/public.ts';
import { webText } from './web-texts.ts';

/** Whether somebody takes live conversations of this team just now. */
export type IsAnybodyThere = (tx: Tx, teamId: string | null, now: Date) => Promise<boolean>;

export interface SettingsDeps {
  clock: Clock;
  isAnybodyThere: IsAnybodyThere;
  pushSender: Pick<PushSender, 'publicKey'>;
}

/** Everything a client needs before the first word, in the reader’s language where we write it. */
export async function presentSettings(
  tx: Tx,
  deps: SettingsDeps,
  channel: Channel,
  locale: ContactLanguage,
): Promise<WebSettings> {
  const now = deps.clock.now();
  const account = await getAccountFacts(tx);
  const web = channel.web!;
  const isHere = channel.kind === 'chat' && (await deps.isAnybodyThere(tx, channel.teamId, now));
  const laterKey = channel.kind === 'chat' ? 'availableLater' : 'answeredByMail';
  const promised = await planFirstAnswer(tx, channel, locale, account.timeZone, now);
  return {
    channel_key: channel.address,
    kind: channel.kind === 'form' ? 'form' : 'chat',
    organisation: account.name,
    title: web.title || account.name,
    greeting: web.greeting,
    locale: channel.locale,
    theme: web.theme,
    questions: web.questions,
    articles: web.articles,
    quick_replies: web.quick_replies,
    privacy_text: web.privacy_text || webText(locale, 'privacy'),
    privacy_url: web.privacy_url,
    whisper: web.whisper,
    bot: web.bot,
    push: web.push && { public_key: deps.pushSender.publicKey },
    availability: {
      state: isHere ? 'now' : 'later',
      answer_by: promised?.dueAt.toISOString() ?? null,
      words: webText(locale, isHere ? 'availableNow' : laterKey, {
        promise: promised?.words ?? '',
      }),
    },
    limits: {
      text_max: webText_max,
      files_max: webFiles_max,
      file_bytes_max: webFile_bytes_max,
    },
  };
}

/** What would be promised to who writes now: the same rules as when they have written. */
async function planFirstAnswer(
  tx: Tx,
  channel: Channel,
  language: ContactLanguage,
  timeZone: string,
  now: Date,
) {
  const facts = {
    channelId: channel.id,
    teamId: channel.teamId,
    priority: 'normal' as const,
    tags: [],
    answerWithinHours: channel.settings.answer_within_hours,
    language,
    timeZone,
  };
  const [first] = intakePromises.planOpening(await loadPolicies(tx), facts, now);
  return first ?? null;
}
