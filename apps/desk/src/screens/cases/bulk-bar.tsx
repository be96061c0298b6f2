import type { CaseRow } from '@earshot/contract/case-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import type { IconName } from '@earshot/ui/icon.tsx';
import type { ReactElement } from 'react';
import { getAction, type ActionId } from '../../actions/action-list.ts';
import { runAction, useAction } from '../../actions/action-registry.ts';
import { useCaseActions } from '../../actions/use-case-actions.ts';
import { loadTexts, t } from '../../i18n/translate.ts';
import styles from './case-list.module.css';

const offered: readonly [ActionId, IconName][] = [
  ['case.assign', 'assign'],
  ['case.transfer', 'transfer'],
  ['case.snooze', 'clock'],
  ['case.resolve', 'check'],
  ['case.tags', 'tag'],
  ['case.familyMake', 'folder'],
];

async function makeFamily(rows: readonly CaseRow[]): Promise<void> {
  const texts = loadTexts('travel');
  const { askFamily } = await import('./family/change-family.ts');
  await texts;
  await askFamily(rows);
}

/** What can be done with the selected cases; without a selection, keys act on the cursor's case. */
export function BulkBar({
  selected,
  cursor,
  onClear,
}: {
  selected: readonly CaseRow[];
  cursor: readonly CaseRow[];
  onClear: () => void;
}): ReactElement | null {
  const many = selected.length > 0;
  useCaseActions(many ? selected : cursor, { priority: many ? 1 : -1 });
  useAction('case.familyMake', () => void makeFamily(selected), { when: selected.length > 1 });
  if (!many) return null;
  return (
    <div className={styles['bulk']} role="toolbar" aria-label={t('bulk.label')}>
      <span>{t('bulk.count', { count: selected.length })}</span>
      {offered.map(([id, icon]) => {
        const { label, keys } = getAction(id);
        return (
          <IconButton
            key={id}
            size="small"
            icon={icon}
            label={t(label)}
            keys={keys}
            onClick={() => runAction(id)}
          />
        );
      })}
      <IconButton
        size="small"
        icon="close"
        label={t('bulk.clear')}
        keys="escape"
        onClick={onClear}
      />
    </div>
  );
}
