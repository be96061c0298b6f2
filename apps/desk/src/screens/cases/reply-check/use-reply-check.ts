import type { ReplyOccasion } from '@earshot/contract/reply-check-rule.ts';
import type { ReplyFindingShown } from '@earshot/contract/reply-finding.ts';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { client } from '../../../api/desk-client.ts';
import type { DraftValue } from '../composer/draft-rules.ts';
import { isAddress } from '../composer/recipient-rules.ts';
import type { EditorHandle } from '../composer/rich-editor.tsx';

/** Nobody is interrupted in the middle of a word. */
const pause_ms = 700;

type Asked = Pick<DraftValue, 'html' | 'cc' | 'to' | 'attachments'> & {
  editor: EditorHandle | null;
};

export interface Checked {
  /** Null: not looked at yet. */
  items: readonly ReplyFindingShown[] | null;
  state: 'idle' | 'looking' | 'away';
}

/** Has a reply looked at whenever its writer pauses, and marks the words in the editor. */
export function useReplyCheck(
  about: { caseId: string; occasion: ReplyOccasion },
  value: DraftValue,
  editor: EditorHandle | null,
): Checked {
  const [items, setItems] = useState<readonly ReplyFindingShown[] | null>(null);
  const [state, setState] = useState<Checked['state']>('idle');
  const round = useRef(0);
  const { caseId, occasion } = about;

  const look = useEffectEvent(async (asked: Asked) => {
    const { to: named } = asked;
    const text = asked.editor?.readText() ?? '';
    if (text.trim() === '') {
      setItems(null);
      asked.editor?.mark([]);
      return;
    }
    const mine = (round.current += 1);
    setState('looking');
    try {
      const to = named?.filter(isAddress);
      const answer = await client.call('createReplyCheck', {
        params: { caseId },
        body: {
          text,
          occasion,
          cc: asked.cc.filter(isAddress),
          attachments: asked.attachments.length,
          ...(to ? { to } : {}),
        },
      });
      if (mine !== round.current) return;
      setItems(answer.items);
      setState('idle');
      // What was typed meanwhile moved the words; the next round marks them.
      if (asked.editor?.readText() === text)
        asked.editor.mark(answer.items.flatMap(({ ranges }) => ranges));
    } catch {
      if (mine === round.current) setState('away');
    }
  });

  const { html, cc, to, attachments } = value;
  useEffect(() => {
    const asked: Asked = { html, cc, to, attachments, editor };
    const timer = setTimeout(() => void look(asked), pause_ms);
    return () => clearTimeout(timer);
  }, [html, cc, to, attachments, editor]);
  useEffect(() => () => editor?.mark([]), [editor]);

  return { items, state };
}
