import { Modal } from '@mantine/core';
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { matchItems, type PickerItem } from './match-items.ts';
import { Icon } from './icon.tsx';
import { Keys } from './keys.tsx';
import styles from './picker.module.css';

export interface PickerProps {
  opened: boolean;
  title: string;
  placeholder: string;
  items: readonly PickerItem[];
  emptyText: string;
  onClose: () => void;
  onChoose: (id: string) => void;
  /** Told of every letter, for items that are looked up elsewhere. */
  onQuery?: ((query: string) => void) | undefined;
  /** A last row that takes the typed words themselves, such as a new tag. */
  createLabel?: ((query: string) => string) | undefined;
  onCreate?: ((query: string) => void) | undefined;
  /** Ids drawn with a check mark. */
  checked?: readonly string[] | undefined;
}

/** One keyboard-first list for every choice: type, arrow keys, Enter. */
export function Picker(props: PickerProps): ReactElement {
  return (
    <Modal.Root opened={props.opened} onClose={props.onClose} size={560} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={props.title}>
        {props.opened ? <PickerBody {...props} /> : null}
      </Modal.Content>
    </Modal.Root>
  );
}

function PickerBody(props: PickerProps): ReactElement {
  const { items, onChoose, onCreate, createLabel } = props;
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  // Not deferred: Enter right after the last letter chooses from what that letter left.
  const wanted = query.trim();
  const found = matchItems(items, wanted);
  const exact = found.some((item) => item.label.toLowerCase() === wanted.toLowerCase());
  const canCreate = onCreate !== undefined && wanted !== '' && !exact;
  const count = found.length + (canCreate ? 1 : 0);
  const at = Math.min(active, Math.max(0, count - 1));
  const onKeyDown = useListKeys({ at, count, onMove: setActive, onChoose: choose });

  function choose(index: number): void {
    const item = found[index];
    if (item) onChoose(item.id);
    else if (canCreate) onCreate(wanted);
  }

  return (
    <div className={styles['picker']}>
      <input
        data-autofocus
        autoFocus
        className={styles['input']}
        placeholder={props.placeholder}
        aria-label={props.placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
          props.onQuery?.(event.target.value);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={count > 0 ? `${listId}-${at}` : undefined}
      />
      <div className={styles['list']} role="listbox" id={listId} aria-label={props.title}>
        {found.map((item, index) => (
          <Row
            key={item.id}
            id={`${listId}-${index}`}
            item={item}
            heading={item.group !== found[index - 1]?.group ? item.group : undefined}
            active={index === at}
            checked={props.checked?.includes(item.id)}
            onPoint={() => setActive(index)}
            onChoose={() => choose(index)}
          />
        ))}
        {canCreate ? (
          <Row
            id={`${listId}-${found.length}`}
            item={{ id: '', label: createLabel?.(wanted) ?? wanted, icon: 'plus' }}
            active={at === found.length}
            onPoint={() => setActive(found.length)}
            onChoose={() => choose(found.length)}
          />
        ) : null}
      </div>
      {count === 0 ? <p className={styles['empty']}>{props.emptyText}</p> : null}
    </div>
  );
}

/** Arrow keys move, Enter chooses; what an input method composes is left alone. */
function useListKeys(list: {
  at: number;
  count: number;
  onMove: (index: number) => void;
  onChoose: (index: number) => void;
}): (event: React.KeyboardEvent) => void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
  return (event) => {
    if (event.nativeEvent.isComposing) return;
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (list.count > 0) list.onMove((list.at + step + list.count) % list.count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      list.onChoose(list.at);
    }
  };
}

function Row(props: {
  id: string;
  item: PickerItem;
  heading?: string | undefined;
  active: boolean;
  checked?: boolean | undefined;
  onPoint: () => void;
  onChoose: () => void;
}): ReactElement {
  const { item, active } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      {props.heading === undefined ? null : (
        <div className={styles['heading']} role="presentation">
          {props.heading}
        </div>
      )}
      {/* The keyboard works on the input, which names this row as its active descendant. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        id={props.id}
        ref={element}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        className={styles['row']}
        onPointerMove={active ? undefined : props.onPoint}
        onClick={props.onChoose}
      >
        <span className={styles['icon']}>{item.icon ? <Icon name={item.icon} /> : null}</span>
        <span className={styles['label']}>
          {item.label}
          {item.detail === undefined ? null : <small>{item.detail}</small>}
        </span>
        {props.checked === true ? <Icon name="check" /> : null}
        {item.keys === undefined ? null : <Keys keys={item.keys} />}
      </div>
    </>
  );
}
