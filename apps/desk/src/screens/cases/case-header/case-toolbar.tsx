import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Keys } from '@earshot/ui/keys.tsx';
import { Button, Menu } from '@mantine/core';
import { Fragment, type ReactElement } from 'react';
import { getAction, type ActionId } from '../../../actions/action-list.ts';
import { runAction, useReadyActions } from '../../../actions/action-registry.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './case-header.module.css';

/** Beside the subject where there is room; in the menu on a small screen. */
const direct: readonly ActionId[] = ['case.assign', 'case.transfer', 'case.snooze'];

const groups: readonly (readonly ActionId[])[] = [
  ['case.take', 'case.reopen', 'case.close'],
  ['case.priority', 'case.tags', 'case.subject', 'case.participant', 'case.seat'],
  ['case.task', 'case.checklist', 'case.familyReply'],
  ['case.merge', 'case.link', 'case.copyLink'],
  ['case.copyPageLink', 'case.revokePageLink'],
  ['case.delete'],
];

/** The deeds of the case: the frequent ones as buttons, all of them in the menu. */
export function CaseToolbar({
  holder,
}: {
  /** Who is responsible, as the reader sees it. */
  holder: 'nobody' | 'reader' | 'other';
}): ReactElement {
  const ready = useReadyActions();
  const own = holder === 'reader';
  const can = (id: ActionId) => ready.includes(id) && !(own && id === 'case.take');
  return (
    <div className={styles['tools']} role="toolbar" aria-label={t('head.actions')}>
      {holder === 'nobody' && can('case.take') ? (
        <Button className={styles['take']} variant="default" onClick={() => runAction('case.take')}>
          {t('action.take')}
        </Button>
      ) : null}
      <span className={styles['direct']}>
        {direct.filter(can).map((id) => (
          <ToolButton key={id} id={id} />
        ))}
      </span>
      {can('case.resolve') ? <ToolButton id="case.resolve" /> : null}
      {can('case.panel') ? <ToolButton id="case.panel" /> : null}
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <IconButton icon="dots" label={t('head.more')} />
        </Menu.Target>
        <Menu.Dropdown>
          <div className={styles['narrowOnly']}>
            {direct.filter(can).map((id) => (
              <ToolItem key={id} id={id} />
            ))}
            <Menu.Divider />
          </div>
          {groups
            .map((group) => group.filter(can))
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <Fragment key={group[0]}>
                {index > 0 ? <Menu.Divider /> : null}
                {group.map((id) => (
                  <ToolItem key={id} id={id} />
                ))}
              </Fragment>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function ToolButton({ id }: { id: ActionId }): ReactElement {
  const { label, keys, icon } = getAction(id);
  return (
    <IconButton icon={icon ?? 'dots'} label={t(label)} keys={keys} onClick={() => runAction(id)} />
  );
}

function ToolItem({ id }: { id: ActionId }): ReactElement {
  const { label, keys, icon } = getAction(id);
  return (
    <Menu.Item
      leftSection={<Icon name={icon ?? 'dots'} />}
      rightSection={keys === undefined ? null : <Keys keys={keys} />}
      onClick={() => setTimeout(() => runAction(id))}
    >
      {t(label)}
    </Menu.Item>
  );
}
