import { Keys } from '@earshot/ui/keys.tsx';
import type { ReactElement } from 'react';
import { actionIds, getAction } from '../actions/action-list.ts';
import { t } from '../i18n/translate.ts';
import { Dialog } from '../parts/dialog.tsx';
import styles from './key-map.module.css';

const groups = ['case', 'list', 'go', 'general'] as const;

/** Every key of the desk, from the one list of actions. */
export function KeyMap({
  opened,
  onClose,
}: {
  opened: boolean;
  onClose: () => void;
}): ReactElement {
  return (
    <Dialog opened={opened} onClose={onClose} title={t('action.keys')} size={760}>
      <div className={styles['groups']}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`keys.${group}`)}</h3>
            <dl>
              {actionIds.map((id) => {
                const { keys, label, group: own } = getAction(id);
                if (keys === undefined || own !== group) return null;
                return (
                  <div key={id}>
                    <dt>{t(label)}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
