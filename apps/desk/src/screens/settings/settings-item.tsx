import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import type { ReactElement, ReactNode } from 'react';
import styles from './settings-screen.module.css';

/** One of the things that a settings page lists: what it is, and what can be done with it. */
export function SettingsItem(props: {
  icon: IconName;
  name: ReactNode;
  /** Stands there, but is out of use. */
  isOff?: boolean;
  /** Left out or null: the reader only looks. */
  edit?: { label: string; open: () => void } | null;
  /** Other deeds, beside the pencil. */
  deeds?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const { edit, deeds } = props;
  return (
    <li>
      <Icon name={props.icon} size={18} />
      <div className={styles['item']} data-off={props.isOff || undefined}>
        <b>{props.name}</b>
        {props.children}
      </div>
      {deeds || edit ? (
        <div className={styles['itemActions']}>
          {deeds}
          {edit ? <IconButton icon="pencil" label={edit.label} onClick={edit.open} /> : null}
        </div>
      ) : null}
    </li>
  );
}
