import type { Note } from '@earshot/contract/case-contract.ts';
import { Avatar } from '@earshot/ui/avatar.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button, Menu } from '@mantine/core';
import { memo, useState, type ReactElement } from 'react';
import { say } from '../../../actions/undo-store.ts';
import { client } from '../../../api/desk-client.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { attempt } from '../../../actions/attempt.ts';
import { renewCase } from '../case-changes/show-case.ts';
import { EntryTime } from './entry-time.tsx';
import styles from './entries.module.css';
import { FileList } from './message-files.tsx';
import { markMentions, SafeNodes } from './safe-nodes.tsx';

async function removeNote(note: Note): Promise<void> {
  await attempt(async () => {
    const params = { caseId: note.case_id, noteId: note.id };
    await client.call('deleteCaseNote', { params });
    renewCase(note.case_id);
    say(t('note.removed'));
  });
}

/** An internal note: tinted and named as such, so that nobody takes it for a message. */
export const NoteEntry = memo(function NoteEntry({ note }: { note: Note }): ReactElement {
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const name = note.author?.name ?? t('event.system');
  if (note.deleted_at !== null) {
    return (
      <p className={styles['cancelled']}>
        {t('note.deleted', { name })} · <EntryTime at={note.deleted_at} />
      </p>
    );
  }
  return (
    <div className={styles['note']}>
      <header className={styles['noteHead']}>
        <Avatar name={name} size={20} strong={note.author?.id === me.member.id} />
        <h3 aria-label={t('note.of', { name })}>{name}</h3>
        <small>
          <Icon name="lock" size={12} />
          {t('note.internal')}
        </small>
        <span className={styles['noteEnd']}>
          {note.edited_at === null ? null : (
            <span>
              {t('note.edited')} <EntryTime at={note.edited_at} /> ·
            </span>
          )}
          <EntryTime at={note.created_at} />
          {note.author?.id === me.member.id ? (
            <NoteMenu onEdit={() => setEditing(true)} onRemove={() => void removeNote(note)} />
          ) : null}
        </span>
      </header>
      {editing ? (
        <NoteForm note={note} onDone={() => setEditing(false)} />
      ) : (
        <NoteText note={note} />
      )}
      <FileList files={note.attachments} />
    </div>
  );
});

function NoteText({ note }: { note: Note }): ReactElement {
  const names = note.mentions.map((member) => member.name);
  return (
    <div className={styles['noteText']}>
      {note.html === null ? (
        <p style={{ whiteSpace: 'pre-wrap' }}>{markMentions(note.text, names)}</p>
      ) : (
        <SafeNodes html={note.html} names={names} />
      )}
    </div>
  );
}

function NoteMenu(props: { onEdit: () => void; onRemove: () => void }): ReactElement {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton size="small" icon="dots" label={t('word.more')} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="pencil" />} onClick={props.onEdit}>
          {t('menu.editNote')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="trash" />} onClick={props.onRemove}>
          {t('menu.deleteNote')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function NoteForm({ note, onDone }: { note: Note; onDone: () => void }): ReactElement {
  const [text, setText] = useState(note.text);
  async function save(): Promise<void> {
    const params = { caseId: note.case_id, noteId: note.id };
    const saved = await attempt(() => client.call('updateCaseNote', { params, body: { text } }));
    if (saved === null) return;
    renewCase(note.case_id);
    onDone();
  }
  return (
    <form
      className={styles['edit']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        autoFocus
        aria-label={t('note.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      <div>
        <Button type="submit" disabled={text.trim() === '' && note.attachments.length === 0}>
          {t('note.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('word.cancel')}
        </Button>
      </div>
    </form>
  );
}
