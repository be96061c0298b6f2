import type { ReactElement } from 'react';
import dialogs from '../case-changes/dialogs.module.css';
import { WordsCheck, type WordsCheckProps } from './words-check.tsx';

/** What the contact is told, as it is proposed and as somebody changes it. */
export function NoticeField(
  props: Omit<WordsCheckProps, 'text' | 'children' | 'fills' | 'caseId'> & {
    caseId: string;
    label: ReactElement;
    proposed: string;
    /** Null: as proposed. */
    text: string | null;
  },
): ReactElement {
  const { label, proposed, text, ...check } = props;
  // The reply check looks only at what a person wrote.
  const own = text !== null && text.trim() !== proposed.trim() ? text : '';
  return (
    <WordsCheck {...check} text={own}>
      <label className={dialogs['field']}>
        {label}
        <textarea
          rows={9}
          maxLength={10_000}
          lang={check.language}
          value={text ?? proposed}
          onChange={(event) => check.onChange(event.target.value)}
        />
      </label>
    </WordsCheck>
  );
}
