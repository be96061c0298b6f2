import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import type { Typing } from '@earshot/sdk/live-client.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import {
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type ReactElement,
} from 'react';
import { useAction } from '../../../actions/action-registry.ts';
import { offerUndo } from '../../../actions/undo-store.ts';
import { useMembers } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import { lazyPart } from '../../../parts/lazy-part.ts';
import type { ComposeMode } from '../case-context.ts';
import { ModeButtons } from './composer-bar.tsx';
import { ComposerFiles } from './composer-files.tsx';
import { ComposerText } from './composer-text.tsx';
import styles from './composer.module.css';
import { DraftNotice, SaveWord } from './draft-words.tsx';
import { isBlank } from './draft-rules.ts';
import {
  chooseQuoted,
  ForwardOptions,
  listQuotable,
  type ForwardChoice,
} from './forward-options.tsx';
import { RecipientFields } from './recipient-fields.tsx';
import { findNames } from './recipient-rules.ts';
import type { EditorHandle } from './rich-editor.tsx';
import { SendButton, type SendWay } from './send-button.tsx';
import { SendDialogs } from './send-dialogs.tsx';
import { WroteMeanwhile } from './send-guard.tsx';
import { isLive } from './send-message.ts';
import { SignaturePreview } from './signature-preview.tsx';
import { useAttaching } from './use-attaching.ts';
import type { ComposerState } from './use-composer.ts';
import { useDraft } from './use-drafts.ts';
import { useDroppedFiles } from './use-dropped-files.ts';
import type { Seen } from './use-seen.ts';
import { useSend } from './use-send.ts';
import { useTyping } from './use-typing.ts';

const CheckPanel = lazy(async () => {
  try {
    const loaded = await import('../reply-check/check-panel.tsx');
    return { default: loaded.CheckPanel };
  } catch {
    // Writing goes on without it; the server looks at the reply when it is sent.
    return { default: () => null };
  }
});

const CannedPicker = lazyPart(
  async () => (await import('../canned-texts/canned-picker.tsx')).CannedPicker,
  'live',
);

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
  const { detail, composer, seen, onShow } = props;
  const { kind } = composer;
  const [toolbar, setToolbar] = useState<HTMLElement | null>(null);
  const sheet = useSheet(props);
  const { sending, attaching, value } = sheet;
  const dropping = useDroppedFiles(attaching.attach);
  return (
    <div className={styles['sheet']} data-kind={kind}>
      <SheetHead {...props} />
      <SheetBody {...props} sheet={sheet} toolbar={toolbar} />
      {kind === 'note' ? null : (
        <Suspense>
          <CheckPanel
            caseId={detail.id}
            occasion={kind}
            locale={detail.reply_to?.locale ?? 'en'}
            value={value}
            editor={sheet.editor}
            overrides={sheet.overrides}
            onOverrides={sheet.setOverrides}
            onAttach={() => sheet.picker.current?.click()}
          />
        </Suspense>
      )}
      {kind === 'reply' && !(sheet.live && seen.unread.every(isByContact)) ? (
        <WroteMeanwhile unread={seen.unread} onShow={onShow} onRead={seen.acknowledge} />
      ) : null}
      {sending.problem === null ? null : (
        <p className={styles['problem']} role="alert">
          <Icon name="warning" size={14} />
          {sending.problem}
        </p>
      )}
      <div className={styles['foot']}>
        <span ref={setToolbar} className={styles['slot']} />
        <CannedWords detail={detail} composer={composer} focus={attaching.focus} />
        <span className={styles['end']}>
          <SaveWord drafts={composer.drafts} kind={kind} />
          <DiscardButton composer={composer} />
          <SendButton
            kind={kind}
            disabled={isBlank(value) && kind !== 'forward'}
            pending={sending.pending}
            reopens={detail.status !== 'open'}
            onSend={sheet.choose}
          />
        </span>
      </div>
      {dropping ? <div className={styles['drop']}>{t('compose.drop')}</div> : null}
      <SendDialogs
        asking={sheet.asking}
        onAsked={() => sheet.setAsking(null)}
        sending={sending}
        seen={seen}
        onShow={onShow}
        focus={attaching.focus}
      />
    </div>
  );
}

/** Finds words that come back, and writes them where their shortcut was typed. */
function CannedWords(props: {
  detail: CaseDetail;
  composer: ComposerState;
  focus: () => void;
}): ReactElement | null {
  const { drafts, kind } = props.composer;
  const { value } = useDraft(drafts, kind);
  if (kind !== 'reply') return null;
  return (
    <Suspense>
      <CannedPicker
        caseId={props.detail.id}
        html={value.html}
        onInsert={(html) => {
          drafts.replace('reply', { ...drafts.state('reply').value, html });
          props.focus();
        }}
      />
    </Suspense>
  );
}

/** What the contact says while one writes is read as it comes, where both are there. */
function isByContact(entry: TimelineEntry): boolean {
  return entry.kind === 'message' && entry.message.direction === 'in';
}

/** What the sheet holds besides the draft: files, signature, what is forwarded, sending. */
function useSheet({ detail, entries, composer, seen }: ComposerSheetProps) {
  const { drafts, kind } = composer;
  const { value, revision } = useDraft(drafts, kind);
  const names = useMemo(() => findNames(entries), [entries]);
  const attaching = useAttaching(drafts, kind, value.attachments, value.html);
  const live = kind === 'reply' && isLive(detail);
  const [signature, setSignature] = useState(!live);
  const picker = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<'wait' | 'later' | null>(null);
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const [overrides, setOverrides] = useState<readonly ReplyCheckOverride[]>([]);
  const forwarding = useForwarding(entries, composer);
  const sending = useSend({
    detail,
    drafts,
    kind,
    signature,
    seenPosition: seen.position,
    uploading: attaching.uploads.running.length > 0,
    quoted: forwarding.quoted,
    names,
    overrides,
    onSent(after) {
      // Whoever answers live writes the next line at once.
      if (live && after.kind === 'plain') attaching.focus();
      else composer.close();
    },
  });
  function choose(way: SendWay): void {
    if (isBlank(value) && kind !== 'forward') attaching.focus();
    else if (way === 'wait' || way === 'later') setAsking(way);
    else void sending.send({ kind: way }, live && seen.unread.every(isByContact));
  }
  useAction('case.send', () => choose('plain'), { priority: 1 });
  useWish(composer.wish, attaching.focus);
  return {
    value,
    revision,
    names,
    editor,
    setEditor(handle: EditorHandle | null) {
      attaching.setEditor(handle);
      setEditor(handle);
    },
    overrides,
    setOverrides,
    attaching,
    live,
    picker,
    signature,
    setSignature,
    asking,
    setAsking,
    forwarding,
    sending,
    choose,
  };
}

/** The part of the sheet that scrolls: recipients, text, signature, files. */
function SheetBody(
  props: ComposerSheetProps & {
    sheet: ReturnType<typeof useSheet>;
    toolbar: HTMLElement | null;
  },
): ReactElement {
  const { detail, composer, sheet } = props;
  const { drafts, kind } = composer;
  const { value, revision, attaching } = sheet;
  const { picker } = sheet;
  const members = useMembers();
  const isNote = kind === 'note';
  const noteTyping = useTyping(isNote ? 'note' : 'reply', props.setTyping);
  // A forward begins with its recipient, everything else with its text.
  const beginsAtTo = kind === 'forward' && (value.to ?? []).length === 0;
  return (
    <div className={styles['scroll']}>
      <DraftNotice drafts={drafts} kind={kind} />
      {isNote || sheet.live ? null : (
        <RecipientFields
          key={revision}
          kind={kind}
          value={value}
          detail={detail}
          names={sheet.names}
          autoFocus={beginsAtTo && composer.takesFocus}
          onChange={(patch) => drafts.change(kind, patch)}
        />
      )}
      {sheet.forwarding.options}
      <ComposerText
        label={t(labels[kind])}
        placeholder={t(`compose.placeholder.${kind}`, { name: detail.contact?.name ?? '…' })}
        html={value.html}
        revision={revision}
        people={isNote ? members : null}
        autoFocus={composer.takesFocus && !beginsAtTo}
        toolbar={props.toolbar}
        onChange={(html) => {
          attaching.changeText(html);
          noteTyping();
        }}
        onFiles={(files) => attaching.takeIn(files, !isNote)}
        onAttach={() => picker.current?.click()}
        onReady={sheet.setEditor}
        onSend={() => sheet.choose('plain')}
        onEscape={composer.close}
      />
      {kind === 'reply' && !sheet.live ? (
        <SignaturePreview
          text={detail.reply_to?.signature ?? ''}
          on={sheet.signature}
          onChange={sheet.setSignature}
        />
      ) : null}
      <ComposerFiles
        files={attaching.files}
        uploads={attaching.uploads}
        onRemove={attaching.remove}
      />
      <FileInput input={picker} onFiles={attaching.attach} />
    </div>
  );
}

/** What the paperclip opens. */
function FileInput(props: {
  input: React.RefObject<HTMLInputElement | null>;
  onFiles: (files: readonly File[]) => void;
}): ReactElement {
  return (
    <input
      ref={props.input}
      type="file"
      multiple
      hidden
      aria-label={t('compose.attach')}
      onChange={(event) => {
        props.onFiles([...(event.target.files ?? [])]);
        event.target.value = '';
      }}
    />
  );
}

/** Another wish to write while the composer is open leads back into its text. */
function useWish(wish: number, focus: () => void): void {
  const known = useRef(wish);
  const lead = useEffectEvent(focus);
  useEffect(() => {
    if (known.current === wish) return;
    known.current = wish;
    lead();
  }, [wish]);
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
  const [choice, setChoice] = useState<ForwardChoice>({
    what: side ? 'none' : 'one',
    files: true,
  });
  const messageIds = chooseQuoted(choice, one, quotable);
  const options =
    kind === 'forward' ? (
      <ForwardOptions one={one} count={quotable.length} choice={choice} onChange={setChoice} />
    ) : null;
  return { options, quoted: { messageIds, files: choice.files } };
}
