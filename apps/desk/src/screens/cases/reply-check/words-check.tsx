import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ReplyFindingShown } from '@earshot/contract/reply-finding.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import type { EditorHandle } from '../composer/rich-editor.tsx';
import styles from './check-panel.module.css';
import { FindingRow } from './finding-row.tsx';

/** Nobody is interrupted in the middle of a word. */
const pause_ms = 700;

export interface WordsCheckProps {
  /** A field with one textarea, which holds the words. */
  children: ReactNode;
  /** Empty: nothing is looked at, as with words that nobody changed. */
  text: string;
  language: ContactLanguage;
  /** The case whose contact is told; null: words that are sent many times. */
  caseId: string | null;
  /** Placeholders that are filled in later. */
  fills?: readonly string[];
  overrides: readonly ReplyCheckOverride[];
  onOverrides: (overrides: readonly ReplyCheckOverride[]) => void;
  onChange: (text: string) => void;
}

/** A field for words to contacts, and below it what the reply check sees in them. */
export function WordsCheck(props: WordsCheckProps): ReactElement {
  const { text, language } = props;
  const place = useRef<HTMLDivElement>(null);
  const seen = useWordsCheck(props);
  return (
    <div ref={place} className={styles['words']}>
      {props.children}
      {seen.items.length === 0 ? null : (
        <section aria-label={t('check.label')}>
          <p className="visually-hidden" role="status">
            {t('check.count', { count: seen.items.length })}
          </p>
          <ul>
            {seen.items.map((finding, index) => (
              <li key={`${finding.rule} ${index}`} data-mode={finding.mode}>
                <FindingRow
                  finding={finding}
                  language={language}
                  // What was typed since moved the words.
                  text={seen.text === text ? makeFieldDeeds(place, props) : null}
                  deeds={{}}
                  quotes
                  overridesBinding
                  overrides={props.overrides}
                  onOverrides={props.onOverrides}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface Seen {
  /** As it was looked at. */
  text: string;
  items: readonly ReplyFindingShown[];
}

const nothing: Seen = { text: '', items: [] };

function useWordsCheck(props: WordsCheckProps): Seen {
  const { text, language, caseId, fills = [] } = props;
  const [seen, setSeen] = useState<Seen>(nothing);
  const look = useEffectEvent(async () => {
    if (caseId === null) {
      const body = { text, language, fields: [...fills] };
      return client.call('createTemplateCheck', { body });
    }
    const body = { text, occasion: 'notice' as const };
    return client.call('createReplyCheck', { params: { caseId }, body });
  });
  const isEmpty = text.trim() === '';
  useEffect(() => {
    if (isEmpty) return undefined;
    let over = false;
    const timer = setTimeout(async () => {
      try {
        const { items } = await look();
        if (!over) setSeen({ text, items });
      } catch {
        // Saving looks again; nothing stale stays.
        if (!over) setSeen(nothing);
      }
    }, pause_ms);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text, isEmpty]);
  return isEmpty ? nothing : seen;
}

/** What the rows do in a plain field; ranges count in its text. */
function makeFieldDeeds(
  place: RefObject<HTMLElement | null>,
  { text, onChange }: WordsCheckProps,
): Pick<EditorHandle, 'select' | 'replace' | 'append'> {
  const find = () => place.current?.querySelector('textarea');
  return {
    select({ start, end }) {
      find()?.focus();
      find()?.setSelectionRange(start, end);
    },
    replace({ start, end }, words) {
      onChange(text.slice(0, start) + words + text.slice(end));
      find()?.focus();
    },
    append(words) {
      onChange(`${text.trimEnd()}\n${words}`);
      find()?.focus();
    },
  };
}
