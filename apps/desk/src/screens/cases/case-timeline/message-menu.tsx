import type { Message } from '@earshot/contract/message-contract.ts';
import { Icon, type IconName } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Menu } from '@mantine/core';
import type { ReactElement } from 'react';
import { say } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { useMe } from '../../../api/use-me.ts';
import { t, type MessageId } from '../../../i18n/translate.ts';
import { maySupervise } from '../../../parts/may.ts';
import { useCaseDeedsHere } from '../case-context.ts';
import { moveMessage, moveMessageBack } from '../case-changes/change-messages.ts';
import { writerOf } from './message-warnings.ts';

async function copyLink(messageId: string): Promise<void> {
  await navigator.clipboard.writeText(`${location.href.split('#')[0]}#${messageId}`);
  say(t('word.copied'));
}

interface MessageMenuProps {
  message: Message;
  asText: boolean;
  onText: (asText: boolean) => void;
}

/** What can be done with one message. */
export function MessageMenu({ message, asText, onText }: MessageMenuProps): ReactElement {
  const { locked } = useCaseDeedsHere();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton size="small" icon="dots" label={t('msg.menu', { name: writerOf(message) })} />
      </Menu.Target>
      <Menu.Dropdown>
        {locked ? null : <AnswerItems message={message} />}
        {locked ? null : <MoveItems message={message} />}
        {message.html === null ? null : (
          <Item
            icon={asText ? 'picture' : 'list'}
            words={asText ? 'menu.asHtml' : 'menu.asText'}
            run={() => onText(!asText)}
          />
        )}
        <RawItems message={message} />
        <Item icon="copy" words="menu.copyLink" run={() => void copyLink(message.id)} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** An answer in a side conversation goes to the third party, never to the contact. */
function AnswerItems({ message }: { message: Message }): ReactElement {
  const { compose } = useCaseDeedsHere();
  const side = message.kind === 'side';
  return (
    <>
      <Item
        icon="reply"
        words="menu.reply"
        run={() => compose({ mode: side ? 'forward' : 'reply', message })}
      />
      {side ? null : (
        <Item
          icon="reply"
          words="menu.replyAll"
          run={() => compose({ mode: 'replyAll', message })}
        />
      )}
      <Item
        icon="forward"
        words="menu.forward"
        run={() => compose({ mode: 'forward', message: side ? null : message })}
      />
      <Menu.Divider />
    </>
  );
}

function MoveItems({ message }: { message: Message }): ReactElement {
  const { openDialog } = useCaseDeedsHere();
  const movable = message.kind !== 'bounce' && message.hold === null;
  return (
    <>
      {movable ? (
        <>
          <Item icon="folder" words="menu.move" run={() => openDialog({ kind: 'move', message })} />
          <Item icon="split" words="menu.split" run={() => void moveMessage(message, null)} />
        </>
      ) : null}
      {message.moved_from === null ? null : (
        <Item icon="undo" words="menu.moveBack" run={() => void moveMessageBack(message)} />
      )}
    </>
  );
}

/** The mail as it came; only of what came by mail. */
function RawItems({ message }: { message: Message }): ReactElement | null {
  const { openDialog } = useCaseDeedsHere();
  const me = useMe();
  const receiptId = message.receipt_id;
  // What its sender took back is for those who lead; the server says so as well.
  const withheld = message.deleted_at !== null && !maySupervise(me);
  if (receiptId === null || withheld) return null;
  return (
    <>
      <Item icon="menu" words="menu.headers" run={() => openDialog({ kind: 'headers', message })} />
      <Item
        icon="file"
        words="menu.source"
        run={() => openDialog({ kind: 'source', message, receiptId })}
      />
      <Menu.Item
        component="a"
        leftSection={<Icon name="download" />}
        href={client.url('getReceiptRaw', { params: { receiptId } })}
        download={`${message.id}.eml`}
      >
        {t('menu.raw')}
      </Menu.Item>
    </>
  );
}

function Item(props: { icon: IconName; words: MessageId; run: () => void }): ReactElement {
  return (
    <Menu.Item leftSection={<Icon name={props.icon} />} onClick={props.run}>
      {t(props.words)}
    </Menu.Item>
  );
}
