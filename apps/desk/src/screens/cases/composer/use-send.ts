import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { ApiError } from '@earshot/sdk/api-error.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useRef, useState } from 'react';
import { offerUndo, say } from '../../../actions/undo-store.ts';
import { t } from '../../../i18n/translate.ts';
import { describeError } from '../../../parts/describe-error.ts';
import { formatUntil } from '../case-changes/format-until.ts';
import { renewCase } from '../case-changes/show-case.ts';
import type { CaseDrafts } from './case-drafts.ts';
import { isBlank, type DraftKind } from './draft-rules.ts';
import { isAddress } from './recipient-rules.ts';
import { isLive, saveNote, sendForward, sendReply, type After } from './send-message.ts';
import { takeBack } from './take-back.ts';

export interface SendFacts {
  detail: CaseDetail;
  drafts: CaseDrafts;
  kind: DraftKind;
  signature: boolean;
  seenPosition: number;
  uploading: boolean;
  quoted: { messageIds: string[]; files: boolean };
  names: ReadonlyMap<string, string>;
  /** Rules of the reply check that do not hold it back, and why. */
  overrides: readonly ReplyCheckOverride[];
  onSent: (after: After) => void;
}

export interface Sending {
  pending: boolean;
  /** Why nothing was sent; null where nothing is wrong. */
  problem: string | null;
  /** The server asked first; what would be sent anyway. */
  guarded: After | null;
  send: (after: After, anyway?: boolean) => Promise<void>;
  leaveGuard: () => void;
}

/** Sends what is written, once at a time. Whatever goes wrong, the text stays where it is. */
export function useSend(facts: SendFacts): Sending {
  const { locale, timeZone } = useUi();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [guarded, setGuarded] = useState<After | null>(null);
  const busy = useRef(false);
  const { detail, drafts, kind } = facts;

  function findProblem(): string | null {
    const { value } = drafts.state(kind);
    if (facts.uploading) return t('compose.stillUploading');
    if (kind === 'note' || (kind === 'reply' && isLive(detail))) return null;
    const to = value.to ?? (kind === 'reply' ? (detail.reply_to?.to ?? []) : []);
    if (to.length === 0) return t('compose.noRecipient');
    const wrong = [...to, ...value.cc, ...value.bcc].find((one) => !isAddress(one));
    return wrong === undefined ? null : t('compose.badAddress', { address: wrong });
  }

  async function deliver(after: After, anyway: boolean): Promise<void> {
    const { value } = drafts.state(kind);
    if (kind === 'note') {
      await saveNote(detail.id, value);
      say(t('compose.noted'));
      return;
    }
    const { signature, seenPosition } = facts;
    const sent =
      kind === 'forward'
        ? await sendForward(detail, value, facts)
        : await sendReply(detail, {
            value,
            signature,
            after,
            seenPosition,
            sendAnyway: anyway,
            overrides: facts.overrides,
          });
    if (kind === 'reply' && isLive(detail) && after.kind === 'plain') return;
    const first = sent.to[0];
    const known = facts.names.get(first?.address.toLowerCase() ?? '');
    const name = first?.name || known || first?.address || '';
    const time = (at: Date) => formatUntil(at, locale, timeZone);
    offerUndo(describeSent(kind, after, name, time), () => takeBack(sent));
  }

  async function send(after: After, anyway = false): Promise<void> {
    if (busy.current || (isBlank(drafts.state(kind).value) && kind !== 'forward')) return;
    const wrong = findProblem();
    setProblem(wrong);
    if (wrong !== null) return;
    busy.current = true;
    setPending(true);
    try {
      await deliver(after, anyway);
      setGuarded(null);
      await drafts.clear(kind);
      facts.onSent(after);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'case_moved_on') {
        renewCase(detail.id);
        setGuarded(after);
      } else {
        setGuarded(null);
        const held = error instanceof ApiError && error.code === 'reply_check';
        setProblem(held ? t('check.held') : t('compose.notSent', { words: describeError(error) }));
      }
    } finally {
      busy.current = false;
      setPending(false);
    }
  }

  return { pending, problem, guarded, send, leaveGuard: () => setGuarded(null) };
}

function describeSent(
  kind: DraftKind,
  after: After,
  name: string,
  time: (at: Date) => string,
): string {
  if (kind === 'forward') return t('compose.forwarded', { name });
  if (after.kind === 'resolve') return t('compose.sentResolved', { name });
  if (after.kind === 'wait') return t('compose.sentWaiting', { name, until: time(after.until) });
  if (after.kind === 'later') return t('compose.scheduled', { name, at: time(after.at) });
  return t('compose.sent', { name });
}
