import {
  apiChannel,
  type apiChannelChange,
  type ChannelKind,
  webChannel,
  type webChannelChange,
} from '@earshot/contract/channel-kind-contract.ts';
import type { z } from 'zod';
import type { Channel } from '../channel-store.ts';
import type { FieldProblem } from './decide-channel.ts';

/** The parts of a channel that only some kinds have. */
export type KindSettings = Pick<Channel, 'web' | 'api'>;

export const blankKindSettings: KindSettings = { web: null, api: null };

export interface KindSettingsChange {
  web?: z.infer<typeof webChannelChange> | undefined;
  api?: z.infer<typeof apiChannelChange> | undefined;
  imap?: unknown;
  dkim?: unknown;
  smtp_url?: unknown;
}

const webKinds: readonly ChannelKind[] = ['chat', 'form'];

/**
 * What a chat, form or API channel is set to after a change, with what is wrong about it: parts of
 * another kind are refused rather than kept where nobody looks.
 */
export function decideKindSettings(
  kind: ChannelKind,
  before: KindSettings,
  change: KindSettingsChange,
): { after: KindSettings; problems: FieldProblem[] } {
  const isWeb = webKinds.includes(kind);
  const misplaced = [
    ...(isWeb || !change.web ? [] : ['web']),
    ...(kind === 'api' || !change.api ? [] : ['api']),
    ...(kind === 'email'
      ? []
      : (['imap', 'dkim', 'smtp_url'] as const).filter((part) => change[part])),
  ];
  const problems = misplaced.map((part) => ({
    path: `body.${part}`,
    message: `A channel of the kind “${kind}” has no such part.`,
  }));
  for (const [index, question] of (change.web?.questions ?? []).entries()) {
    if (question.kind !== 'choice' || question.choices.length > 1) continue;
    const message = 'Give at least two choices.';
    problems.push({ path: `body.web.questions.${index}.choices`, message });
  }
  return {
    after: {
      web: isWeb ? webChannel.parse({ ...before.web, ...change.web }) : null,
      api: kind === 'api' ? apiChannel.parse({ ...before.api, ...change.api }) : null,
    },
    problems,
  };
}
