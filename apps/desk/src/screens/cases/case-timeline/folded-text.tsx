import type { Message } from '@earshot/contract/message-contract.ts';
import { UnstyledButton } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import { t, type MessageId } from '../../../i18n/translate.ts';
import { findAddresses, splitFolds, type FoldKind } from './fold-text.ts';
import styles from './message-body.module.css';

const labels: Record<FoldKind, [open: MessageId, close: MessageId]> = {
  quote: ['msg.quote', 'msg.quoteHide'],
  signature: ['msg.signature', 'msg.signatureHide'],
  header: ['msg.header', 'msg.headerHide'],
};

/** A message as plain text: addresses can be followed, quotes and signatures are folded. */
export function FoldedText({
  text,
  folded,
}: {
  text: string;
  folded: Message['folded'];
}): ReactElement {
  const parts = useMemo(() => splitFolds(text, folded), [text, folded]);
  if (parts.length === 0) return <p className={styles['none']}>{t('msg.empty')}</p>;
  return (
    <div className={styles['text']}>
      {parts.map((part, index) =>
        part.fold === null ? (
          <LinkedText key={index} text={part.text} />
        ) : (
          <Fold key={index} kind={part.fold} text={part.text} />
        ),
      )}
    </div>
  );
}

function Fold({ kind, text }: { kind: FoldKind; text: string }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles['fold']}>
      <UnstyledButton
        className={styles['unfold']}
        aria-expanded={open}
        title={t(labels[kind][open ? 1 : 0])}
        aria-label={t(labels[kind][open ? 1 : 0])}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </UnstyledButton>
      {open ? <LinkedText text={text} /> : null}
    </div>
  );
}

/** Words with their web addresses as links. */
export function LinkedText({ text }: { text: string }): ReactElement {
  return (
    <p>
      {findAddresses(text).map((span, index) =>
        span.href === null ? (
          span.text
        ) : (
          <a key={index} href={span.href} target="_blank" rel="noopener noreferrer nofollow">
            {span.text}
          </a>
        ),
      )}
    </p>
  );
}
