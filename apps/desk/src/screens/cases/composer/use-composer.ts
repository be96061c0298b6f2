import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Message } from '@earshot/contract/message-contract.ts';
import { useSingleColumn } from '@earshot/ui/use-narrow.ts';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { ComposeMode, ComposeRequest } from '../case-context.ts';
import { htmlOfText, isEmptyHtml } from './plain-html.ts';
import type { CaseDrafts } from './case-drafts.ts';
import { draftKinds, isBlank, type DraftKind } from './draft-rules.ts';
import { decideRecipients, findOwnAddresses, recipientsOf } from './recipient-rules.ts';
import { onTakenBack } from './take-back.ts';
import { useDrafts } from './use-drafts.ts';

export interface ComposerState {
  drafts: CaseDrafts;
  /** What is being written; null: the composer is put aside. */
  mode: ComposeMode | null;
  kind: DraftKind;
  /** The message answered or forwarded; null: the case as a whole. */
  about: Message | null;
  /** Whether the text takes the focus when it appears. */
  takesFocus: boolean;
  /** Grows with every wish to write, so that an open composer takes the focus again. */
  wish: number;
  open: (request: ComposeRequest) => void;
  close: () => void;
}

const kinds: Record<ComposeMode, DraftKind> = {
  reply: 'reply',
  replyAll: 'reply',
  forward: 'forward',
  note: 'note',
};

function modeOf(kind: DraftKind, drafts: CaseDrafts): ComposeMode {
  if (kind !== 'reply') return kind;
  return drafts.state('reply').value.cc.length > 0 ? 'replyAll' : 'reply';
}

/** What is written in a case and to whom; a draft of an earlier visit is open again at once. */
export function useComposer(detail: CaseDetail, entries: readonly TimelineEntry[]): ComposerState {
  const drafts = useDrafts(detail.id);
  const narrow = useSingleColumn();
  const [mode, setMode] = useState<ComposeMode | null>(null);
  const [about, setAbout] = useState<Message | null>(null);
  const [takesFocus, setTakesFocus] = useState(false);
  const [wish, setWish] = useState(0);

  const restore = useEffectEvent(() => {
    const kind = draftKinds.find((one) => !isBlank(drafts.state(one).value));
    if (kind === undefined || mode !== null || narrow) return;
    setTakesFocus(false);
    setMode(modeOf(kind, drafts));
  });
  useEffect(() => {
    restore();
    void drafts.load().then(() => restore());
  }, [drafts]);

  const onReturned = useEffectEvent((caseId: string, kind: DraftKind) => {
    if (caseId !== detail.id) return;
    setTakesFocus(true);
    setWish((count) => count + 1);
    setMode(modeOf(kind, drafts));
  });
  useEffect(() => onTakenBack((caseId, kind) => onReturned(caseId, kind)), []);

  function addressReply(wanted: ComposeMode, message: Message | null): void {
    const begun = !isBlank(drafts.state('reply').value);
    const same = mode === wanted || mode === null;
    if (begun && same && message === null) return;
    const ours = findOwnAddresses(entries);
    const chosen = decideRecipients(wanted === 'replyAll', detail.reply_to, message, ours);
    if (begun && message === null) drafts.change('reply', { cc: chosen.cc });
    else drafts.change('reply', chosen);
  }

  const open = ({ mode: wanted, message, text }: ComposeRequest): void => {
    const side = message?.kind === 'side';
    if (kinds[wanted] === 'reply') addressReply(wanted, message);
    if (text !== undefined) {
      const { value } = drafts.state(kinds[wanted]);
      const before = isEmptyHtml(value.html) ? '' : value.html;
      drafts.replace(kinds[wanted], { ...value, html: before + htmlOfText(text) });
    }
    if (wanted === 'forward' && side) {
      drafts.change('forward', { to: recipientsOf(message, findOwnAddresses(entries)).to });
    }
    setAbout(message);
    setTakesFocus(true);
    setWish((count) => count + 1);
    setMode(wanted);
  };
  const close = useCallback(() => {
    setMode(null);
    void drafts.flush();
  }, [drafts]);
  const kind = mode === null ? 'reply' : kinds[mode];
  return { drafts, mode, kind, about, takesFocus, wish, open, close };
}
