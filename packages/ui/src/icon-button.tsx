import { Tooltip, UnstyledButton } from '@mantine/core';
import type { ComponentPropsWithRef, ReactElement } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './icon-button.module.css';
import { spellKeys } from './keys.tsx';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  icon: IconName;
  /** What it does, as tooltip and accessible name. */
  label: string;
  /** Its key, shown in the tooltip. */
  keys?: string | undefined;
  active?: boolean;
  size?: 'normal' | 'small';
}

/** A button that is only an icon; its tooltip says the word and the key. */
export function IconButton({
  icon,
  label,
  keys,
  active = false,
  size = 'normal',
  className,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <Tooltip label={<TooltipWords label={label} keys={keys} />}>
      <UnstyledButton
        {...rest}
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        data-active={active || undefined}
        data-size={size}
        className={`${styles['button']} ${className ?? ''}`}
      >
        <Icon name={icon} />
      </UnstyledButton>
    </Tooltip>
  );
}

/** The label of a tooltip with the key beside it. */
export function TooltipWords({
  label,
  keys,
}: {
  label: string;
  keys?: string | undefined;
}): ReactElement {
  return (
    <span className={styles['words']}>
      {label}
      {keys === undefined ? null : <kbd>{spellKeys(keys).join(' ')}</kbd>}
    </span>
  );
}

/** Our notation of keys in that of WAI-ARIA: `mod+k` is `Control+K`, `g m` is `G M`. */
export function ariaKeys(keys: string): string {
  return keys.replace('mod', 'Control').replace('shift', 'Shift').replace('escape', 'Escape');
}
