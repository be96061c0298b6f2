import type { FilledText } from '@earshot/contract/canned-text-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import { pick } from '../../../actions/pick.ts';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './canned-picker.module.css';
import { findTyped, insertWords, type TypedShortcut } from './typed-shortcut.ts';

/** As many as are seen at a glance; further letters find the others. */
const shownMax = 6;

export interface CannedPickerProps {
  caseId: string;
  html: string;
  /** Takes the whole draft with the words in it. */
  onInsert: (html: string) => void;
}

/** A button that finds canned texts, and the list of those whose shortcut is being typed. */
export function CannedPicker({ caseId, html, onInsert }: CannedPickerProps): ReactElement {
  const typed = findTyped(html);
  const { data } = useQuery({
    queryKey: [...queryKeys.cannedTexts, caseId],
    queryFn: () => client.call('listCaseCannedTexts', { params: { caseId } }),
  });
  const items = data?.items ?? [];
  const fitting = typed === null ? [] : listFitting(items, typed.letters);
  const insert = (text: FilledText, place: TypedShortcut | null) =>
    onInsert(insertWords(html, place, text.text));
  async function search(): Promise<void> {
    const picked = await pick({
      title: t('canned.search'),
      items: items.map(({ id, shortcut, name, text }) => ({
        id,
        label: name,
        detail: `/${shortcut}`,
        words: text,
      })),
    });
    const text = items.find((one) => picked !== null && 'id' in picked && one.id === picked.id);
    if (text) insert(text, typed);
  }
  return (
    <>
      {items.length === 0 ? null : (
        <IconButton
          size="small"
          icon="note"
          label={t('canned.insert')}
          onClick={() => void search()}
        />
      )}
      {fitting.length === 0 ? null : (
        <Shortcuts key={typed?.start} texts={fitting} onChoose={(text) => insert(text, typed)} />
      )}
    </>
  );
}

/** Those whose shortcut begins so; else those with it in their name. */
function listFitting(items: readonly FilledText[], letters: string): FilledText[] {
  const begins = items.filter(({ shortcut }) => shortcut.startsWith(letters));
  const named = items.filter(
    (one) => !begins.includes(one) && one.name.toLowerCase().includes(letters),
  );
  return [...begins, ...named].slice(0, shownMax);
}

/** The list above the foot of the composer; the keyboard stays in the text. */
function Shortcuts(props: {
  texts: readonly FilledText[];
  onChoose: (text: FilledText) => void;
}): ReactElement | null {
  const { texts, onChoose } = props;
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState(false);
  const at = Math.min(active, texts.length - 1);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (closed || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const deeds: Record<string, () => void> = {
      ArrowDown: () => setActive((at + 1) % texts.length),
      ArrowUp: () => setActive((at + texts.length - 1) % texts.length),
      Enter: () => onChoose(texts[at]!),
      Tab: () => onChoose(texts[at]!),
      Escape: () => setClosed(true),
    };
    const deed = deeds[event.key];
    if (!deed || !isInText(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  if (closed) return null;
  return (
    <div className={styles['list']} role="listbox" aria-label={t('canned.insert')}>
      {texts.map((one, index) => (
        <div
          key={one.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(one);
          }}
        >
          <b>/{one.shortcut}</b>
          <span>{one.name}</span>
          <small lang={one.language}>{one.text}</small>
        </div>
      ))}
      <span className="visually-hidden" role="status">
        {texts[at]?.name}
      </span>
    </div>
  );
}

function isInText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
