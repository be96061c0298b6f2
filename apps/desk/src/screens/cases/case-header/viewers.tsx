import type { PresenceMember } from '@earshot/sdk/live-client.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import styles from './case-header.module.css';

/** Who else has the case on screen, and who is writing. */
export function Viewers({ others }: { others: readonly PresenceMember[] }): ReactElement {
  const names = others.map((member) => member.name).join(', ');
  const writing = others.filter((member) => member.typing !== null);
  return (
    <div className={styles['viewers']} role="status">
      {others.length > 0 ? (
        <span
          className={styles['faces']}
          title={t('head.viewing', { names, count: others.length })}
        >
          {others.slice(0, 4).map((member) => (
            <Avatar key={member.id} name={member.name} size={20} />
          ))}
          <span className="visually-hidden">
            {t('head.viewing', { names, count: others.length })}
          </span>
        </span>
      ) : null}
      {writing.map((member) => (
        <span key={member.id} className={styles['writing']}>
          <Icon name="pencil" size={12} />
          {t(member.typing === 'note' ? 'head.writingNote' : 'head.writingReply', {
            name: member.name,
          })}
        </span>
      ))}
    </div>
  );
}
