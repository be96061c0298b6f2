import { Avatar } from '@earshot/ui/avatar.tsx';
import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../../i18n/translate.ts';
import type { Person } from './mention-suggestion.ts';
import styles from './rich-editor.module.css';

export interface MentionMenu {
  people: readonly Person[];
  active: number;
  /** Where the name is typed, in the window. */
  place: DOMRect | null;
  onChoose: (person: Person) => void;
}

/** Who can be mentioned, above the typed name; the keyboard stays in the text. */
export function MentionList({ menu }: { menu: MentionMenu }): ReactElement | null {
  const { people, active, place, onChoose } = menu;
  if (place === null) return null;
  const style = {
    left: Math.max(8, Math.min(place.left, window.innerWidth - 268)),
    bottom: window.innerHeight - place.top + 6,
  };
  return createPortal(
    <div
      className={styles['people']}
      style={style}
      role="listbox"
      aria-label={t('compose.mentions')}
    >
      {people.length === 0 ? <p>{t('compose.noMention')}</p> : null}
      {people.map((person, index) => (
        <div
          key={person.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
        >
          <Avatar name={person.name} size={20} />
          {person.name}
        </div>
      ))}
      <span className="visually-hidden" role="status">
        {people[active]?.name}
      </span>
    </div>,
    document.body,
  );
}
