import type { Message } from '@earshot/contract/message-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { describeError } from '../../../parts/describe-error.ts';
import { maySupervise } from '../../../parts/may.ts';
import { EntryTime } from '../case-timeline/entry-time.tsx';
import { FoldedText } from '../case-timeline/folded-text.tsx';
import styles from './message-change.module.css';

/** Says that its sender changed a message or took it back; what it said before unfolds. */
export function MessageChange({ message }: { message: Message }): ReactElement {
  const [open, setOpen] = useState(false);
  const me = useMe();
  const gone = message.deleted_at !== null;
  const at = message.deleted_at ?? message.edited_at ?? message.received_at;
  // Of what was taken back few may look at the words; the server decides.
  const mayLook = !gone || maySupervise(me);
  return (
    <div className={styles['change']} data-gone={gone || undefined}>
      <p>
        <Icon name={gone ? 'undo' : 'pencil'} size={12} />
        <span>
          {t(gone ? 'msg.takenBack' : 'msg.edited')} · <EntryTime at={at} />
        </span>
        {mayLook ? (
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'msg.versionsHide' : 'msg.versions')}
          </button>
        ) : null}
      </p>
      {open ? <FormerWords messageId={message.id} gone={gone} /> : null}
    </div>
  );
}

function FormerWords({ messageId, gone }: { messageId: string; gone: boolean }): ReactElement {
  const { data, error } = useQuery({
    queryKey: ['message-versions', messageId],
    queryFn: () => client.call('listMessageVersions', { params: { messageId } }),
    // Every look is one, and is written down: nothing is read again by itself.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (error) return <InlineAlert tone="bad">{describeError(error)}</InlineAlert>;
  return (
    <div aria-busy={data === undefined}>
      {gone ? <p className={styles['noted']}>{t('msg.versionsNoted')}</p> : null}
      {data?.items.length === 0 ? <p className={styles['noted']}>{t('msg.noVersions')}</p> : null}
      <ol className={styles['versions']} aria-label={t('msg.formerWords')}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <small>
              <EntryTime at={one.written_at} />
            </small>
            <FoldedText text={one.text} folded={[]} />
          </li>
        ))}
      </ol>
    </div>
  );
}
