import { Icon } from '@earshot/ui/icon.tsx';
import { TooltipWords } from '@earshot/ui/icon-button.tsx';
import { Button, Menu, Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import styles from './composer.module.css';
import type { DraftKind } from './draft-rules.ts';

export type SendWay = 'plain' | 'open' | 'wait' | 'resolve' | 'later';

const words = {
  reply: 'compose.send',
  forward: 'compose.sendForward',
  note: 'compose.saveNote',
} as const;

/** Sends; the menu beside it says what becomes of the case, or when. */
export function SendButton(props: {
  kind: DraftKind;
  disabled: boolean;
  pending: boolean;
  /** Whether the case is not open now, so that opening it is a choice. */
  reopens: boolean;
  onSend: (way: SendWay) => void;
}): ReactElement {
  const { kind, disabled, pending, onSend } = props;
  return (
    <div className={styles['send']}>
      <Tooltip label={<TooltipWords label={t(words[kind])} keys="mod+enter" />}>
        <Button
          leftSection={<Icon name={kind === 'note' ? 'note' : 'send'} />}
          loading={pending}
          aria-disabled={disabled}
          data-quiet={disabled || undefined}
          aria-keyshortcuts="Control+Enter"
          onClick={() => onSend('plain')}
        >
          {t(words[kind])}
        </Button>
      </Tooltip>
      {kind === 'reply' ? (
        <Menu position="top-end" width={240}>
          <Menu.Target>
            <Button
              className={styles['caret']}
              aria-label={t('compose.sendMore')}
              aria-disabled={disabled}
              data-quiet={disabled || undefined}
              disabled={pending}
            >
              <Icon name="chevron-down" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {props.reopens ? (
              <Menu.Item leftSection={<Icon name="cases" />} onClick={() => onSend('open')}>
                {t('compose.sendOpen')}
              </Menu.Item>
            ) : null}
            <Menu.Item leftSection={<Icon name="check" />} onClick={() => onSend('resolve')}>
              {t('compose.sendResolve')}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="clock" />} onClick={() => onSend('wait')}>
              {t('compose.sendWait')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<Icon name="send" />} onClick={() => onSend('later')}>
              {t('compose.sendLater')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  );
}
