import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { Typing } from '@earshot/sdk/live-client.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useAction } from '../../../actions/action-registry.ts';
import { offerUndo } from '../../../actions/undo-store.ts';
import { useMembers } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import type { ComposeMode } from '../case-context.ts';
import { ModeButtons } from './composer-bar.tsx';
import { ComposerFiles } from './composer-files.tsx';
import { ComposerText } from './composer-text.tsx';
import styles from './composer.module.css';
import { DraftNotice, SaveWord } from './draft-words.tsx';
import { isBlank } from './draft-rules.ts';
import { chooseQuoted, ForwardOptions, listQuotable } from './forward-options.tsx';
import { RecipientFields } from './recipient-fields.tsx';
import { findNames } from './recipient-rules.ts';
import type { EditorHandle } from './rich-editor.tsx';
import { SendButton, type SendWay } from './send-button.tsx';
import { SendDialogs } from './send-dialogs.tsx';
import { WroteMeanwhile } from './send-guard.tsx';
import { SignaturePreview } from './signature-preview.tsx';
import { useAttaching } from './use-attaching.ts';
import type { ComposerState } from './use-composer.ts';
import { useDraft } from './use-drafts.ts';
import { useDroppedFiles } from './use-dropped-files.ts';
import type { Seen } from './use-seen.ts';
import { useSend } from './use-send.ts';
import { useTyping } from './use-typing.ts';

export interface ComposerSheetProps {
  detail: CaseDetail;
  entries: readonly TimelineEntry[];
  composer: ComposerState;
  mode: ComposeMode;
  modes: readonly ComposeMode[];
  seen: Seen;
  setTyping: (typing: Typing) => void;
  onShow: (entryId: string) => void;
}

const labels = {
  reply: 'compose.textOfReply',
  forward: 'compose.textOfForward',
  note: 'compose.textOfNote',
} as const;

/** The open composer of one kind: recipients, text, files, what else goes along, sending. */
export function ComposerSheet(props: ComposerSheetProps): ReactElement {
  const { detail, entries, composer, seen } = props;
  const { drafts, kind } = composer;
  const { value, revision } = useDraft(drafts, kind);
  const names = useMemo(() => findNames(entries), [entries]);
  const members = useMembers();
  const attaching = useAttaching(drafts, kind, value.attachments, value.html);
  const [signature, setSignature] = useState(true);
  const forwarding = useForwarding(entries, composer);
  const [asking, setAsking] = useState<'wait' | 'later' | null>(null);
  const [toolbar, setToolbar] = useState<HTMLElement | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const noteTyping = useTyping(kind === 'note' ? 'note' : 'reply', props.setTyping);
  const isNote = kind === 'note';
  const sending = useSend({
    detail,
    drafts,
    kind,
    signature,
    seenPosition: seen.position,
    uploading: attaching.uploads.running.length > 0,
    quoted: forwarding.quoted,
    names,
    onSent: composer.close,
  });
  function choose(way: SendWay): void {
    if (isBlank(value) && kind !== 'forward') attaching.editor.current?.focus();
    else if (way === 'wait' || way === 'later') setAsking(way);
    else void sending.send({ kind: way });
  }
  useAction('case.send', () => choose('plain'), { priority: 1 });
  useWish(composer.wish, attaching.editor);
  const dropping = useDroppedFiles((files) => (isNote ? undefined : attaching.attach(files)));

  return (
    <div className={styles['sheet']} data-kind={kind}>
      <SheetHead {...props} />
      <div className={styles['scroll']}>
        <DraftNotice drafts={drafts} kind={kind} />
        {isNote ? null : (
          <RecipientFields
            key={`${kind}${revision}`}
            kind={kind}
            value={value}
            detail={detail}
            names={names}
            autoFocus={kind === 'forward' && (value.to ?? []).length === 0 && composer.takesFocus}
            onChange={(patch) => drafts.change(kind, patch)}
          />
        )}
        {forwarding.options}
        <ComposerText
          key={kind}
          label={t(labels[kind])}
          placeholder={t(`compose.placeholder.${kind}`, { name: detail.contact?.name ?? '…' })}
          html={value.html}
          revision={revision}
          people={isNote ? members : null}
          autoFocus={composer.takesFocus && (kind !== 'forward' || (value.to ?? []).length > 0)}
          toolbar={toolbar}
          pictures={!isNote}
          onChange={(html) => {
            attaching.changeText(html);
            noteTyping();
          }}
          onFiles={(files) => (isNote ? undefined : attaching.addToText(files))}
          onAttach={isNote ? null : () => input.current?.click()}
          onReady={(handle) => (attaching.editor.current = handle)}
          onSend={() => choose('plain')}
          onEscape={composer.close}
        />
        {kind === 'reply' ? (
          <SignaturePreview
            text={detail.reply_to?.signature ?? ''}
            on={signature}
            onChange={setSignature}
          />
        ) : null}
        <ComposerFiles
          files={attaching.files}
          uploads={attaching.uploads}
          onRemove={attaching.remove}
        />
      </div>
      {kind === 'reply' ? (
        <WroteMeanwhile unread={seen.unread} onShow={props.onShow} onRead={seen.acknowledge} />
      ) : null}
      {sending.problem === null ? null : (
        <p className={styles['problem']} role="alert">
          <Icon name="warning" size={14} />
          {sending.problem}
        </p>
      )}
      <div className={styles['foot']}>
        <span ref={setToolbar} className={styles['slot']} />
        <span className={styles['end']}>
          <SaveWord drafts={drafts} kind={kind} />
          <DiscardButton composer={composer} />
          <SendButton
            kind={kind}
            disabled={isBlank(value) && kind !== 'forward'}
            pending={sending.pending}
            reopens={detail.status !== 'open'}
            onSend={choose}
          />
        </span>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('compose.attach')}
        onChange={(event) => {
          attaching.attach([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {dropping ? <div className={styles['drop']}>{t(dropWords(isNote))}</div> : null}
      <SendDialogs
        asking={asking}
        onAsked={() => setAsking(null)}
        sending={sending}
        seen={seen}
        onShow={props.onShow}
      />
    </div>
  );
}

/** Another wish to write while the composer is open leads back into its text. */
function useWish(wish: number, editor: React.RefObject<EditorHandle | null>): void {
  const known = useRef(wish);
  useEffect(() => {
    if (known.current === wish) return;
    known.current = wish;
    editor.current?.focus();
  }, [wish, editor]);
}

function dropWords(isNote: boolean) {
  return isNote ? 'compose.noFilesInNotes' : 'compose.drop';
}

function SheetHead({ modes, mode, composer }: ComposerSheetProps): ReactElement {
  return (
    <div className={styles['head']}>
      <ModeButtons modes={modes} current={mode} onOpen={composer.open} />
      <IconButton
        size="small"
        icon="chevron-down"
        label={t('compose.close')}
        keys="escape"
        onClick={composer.close}
      />
    </div>
  );
}

/** Throws the draft away, with the way back. */
function DiscardButton({ composer }: { composer: ComposerState }): ReactElement | null {
  const { drafts, kind } = composer;
  const { value } = useDraft(drafts, kind);
  if (isBlank(value)) return null;
  return (
    <IconButton
      size="small"
      icon="trash"
      label={t('compose.discard')}
      onClick={() => {
        void drafts.clear(kind);
        composer.close();
        offerUndo(t('compose.discarded'), async () => {
          drafts.replace(kind, value);
          await drafts.flush();
        });
      }}
    />
  );
}

/** What goes along with a forward: the message it was asked for, else the contact's newest. */
function useForwarding(entries: readonly TimelineEntry[], composer: ComposerState) {
  const { kind, about } = composer;
  const quotable = useMemo(() => listQuotable(entries), [entries]);
  const newest = quotable.findLast((message) => message.direction === 'in') ?? null;
  const side = about?.kind === 'side';
  const one = about === null || side ? newest : about;
  const [choice, setChoice] = useState({
    what: side ? ('none' as const) : ('one' as 'one' | 'all' | 'none'),
    files: true,
  });
  const messageIds = chooseQuoted(choice, one, quotable);
  const options =
    kind === 'forward' ? (
      <ForwardOptions one={one} count={quotable.length} choice={choice} onChange={setChoice} />
    ) : null;
  return { options, quoted: { messageIds, files: choice.files } };
}
