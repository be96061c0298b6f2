import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import {
  apiChannel,
  type ApiChannel,
  type ChannelKind,
  webChannel,
  type WebChannel,
  type WebQuestion,
} from '@earshot/contract/channel-kind-contract.ts';

/** Kinds that are given a public key instead of an address. */
export type KeyedKind = Exclude<ChannelKind, 'email'>;

/** What the form of a chat, form or API channel holds; lists of words may have empty lines. */
export interface KindValues {
  name: string;
  teamId: string | null;
  locale: ContactLanguage;
  web: WebChannel;
  api: ApiChannel;
  disabled: boolean;
}

/** What a part of the form needs to show and change the settings of a chat or form. */
export interface WebPartProps {
  kind: KeyedKind;
  web: WebChannel;
  set: (change: Partial<WebChannel>) => void;
  fields: Record<string, string>;
}

/** The form's values for a channel, or for a new one. */
export function readKindChannel(
  channel: ChannelAccount | null,
  locale: ContactLanguage,
): KindValues {
  return {
    name: channel?.name ?? '',
    teamId: channel?.team?.id ?? null,
    locale: channel?.locale ?? locale,
    web: channel?.web ?? webChannel.parse({}),
    api: channel?.api ?? apiChannel.parse({}),
    disabled: channel !== null && channel.disabled_at !== null,
  };
}

/** The body that creates or changes a channel of this kind from the form's values. */
export function writeKindChannel(kind: KeyedKind, values: KindValues) {
  const { name, teamId, locale, web, api } = values;
  const base = { name, team_id: teamId, locale };
  if (kind === 'api') return { ...base, api };
  return {
    ...base,
    web: {
      ...web,
      allowed_origins: filledLines(web.allowed_origins),
      quick_replies: filledLines(web.quick_replies),
      questions: web.questions.map(writeQuestion),
      bot: web.bot === null ? null : { name: web.bot.name.trim() },
    },
  };
}

function writeQuestion(question: WebQuestion): WebQuestion {
  return {
    ...question,
    // Choices that are not seen are none: the kind may have been another one before.
    choices: question.kind === 'choice' ? filledLines(question.choices) : [],
  };
}

function filledLines(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** A key for a question of this kind that no other one has: `email`, then `email_2`. */
export function proposeKey(kind: WebQuestion['kind'], taken: readonly string[]): string {
  let key: string = kind;
  for (let count = 2; taken.includes(key); count++) key = `${kind}_${count}`;
  return key;
}

/**
 * A question after its kind was changed. Its key follows as long as it is the one that was proposed
 * for the former kind: a key of somebody's own making stays.
 */
export function changeKind(
  question: WebQuestion,
  kind: WebQuestion['kind'],
  taken: readonly string[],
): WebQuestion {
  const wasProposed = question.key.replace(/_\d+$/, '') === question.kind;
  return { ...question, kind, key: wasProposed ? proposeKey(kind, taken) : question.key };
}

/** What is wrong with a list or with the first of its entries; undefined where nothing is. */
export function findProblem(fields: Record<string, string>, path: string): string | undefined {
  const under = Object.keys(fields).find((one) => one === path || one.startsWith(`${path}.`));
  return under === undefined ? undefined : fields[under];
}
