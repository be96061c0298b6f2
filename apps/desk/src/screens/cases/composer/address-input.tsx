import { Icon } from '@earshot/ui/icon.tsx';
import { UnstyledButton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { queryKeys } from '../../../api/query-keys.ts';
import { t } from '../../../i18n/translate.ts';
import styles from './address-input.module.css';
import { isAddress, parseAddresses } from './recipient-rules.ts';

/** So many letters before contacts are searched. */
const fewest_letters = 2;
const most_suggestions = 8;

export interface AddressInputProps {
  label: string;
  value: readonly string[];
  onChange: (addresses: string[]) => void;
  /** Names that are known for addresses. */
  names: ReadonlyMap<string, string>;
  autoFocus?: boolean;
}

function useSuggestions(typed: string, names: ReadonlyMap<string, string>) {
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: [...queryKeys.contactList(q), 'addresses'],
    enabled: q.length >= fewest_letters,
    queryFn: ({ signal }) =>
      client.call('listContacts', { query: { q, limit: most_suggestions }, signal }),
    placeholderData: keepPreviousData,
  });
  const known = [...names].map(([address, name]) => ({ address, name }));
  const found = data?.items.flatMap((row) =>
    row.main_point?.includes('@') === true ? [{ address: row.main_point, name: row.name }] : [],
  );
  const words = q.toLowerCase();
  return [...known, ...(found ?? [])]
    .filter(({ address, name }) => `${name} ${address}`.toLowerCase().includes(words))
    .filter((one, index, all) => all.findIndex((two) => two.address === one.address) === index)
    .slice(0, most_suggestions);
}

/** Addresses as chips, each in full; what is no address stays and says so. */
export function AddressInput(props: AddressInputProps): ReactElement {
  const { label, value, onChange, names } = props;
  const [typed, setTyped] = useState('');
  const listId = useId();
  const wrongId = useId();
  const suggestions = useSuggestions(typed, names);
  const wrong = value.filter((address) => !isAddress(address));

  function add(text: string): void {
    const fresh = parseAddresses(text).filter((address) => !value.includes(address));
    setTyped('');
    if (fresh.length > 0) onChange([...value, ...fresh]);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const ends = event.key === 'Enter' || event.key === ',' || event.key === ';';
    if (ends && typed.trim() !== '' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  }

  return (
    <div className={styles['row']}>
      <span className={styles['label']} aria-hidden="true">
        {label}
      </span>
      <div className={styles['chips']} role="group" aria-label={label}>
        {value.map((address) => (
          <Chip
            key={address}
            address={address}
            name={names.get(address.toLowerCase())}
            onRemove={() => onChange(value.filter((other) => other !== address))}
          />
        ))}
        <input
          type="text"
          inputMode="email"
          autoComplete="off"
          autoFocus={props.autoFocus}
          className={styles['input']}
          aria-label={`${label}: ${t('compose.addAddress')}`}
          aria-invalid={wrong.length > 0 || undefined}
          aria-describedby={wrong.length > 0 ? wrongId : undefined}
          list={suggestions.length > 0 && typed !== '' ? listId : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => add(typed)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text');
            if (!text.includes('@')) return;
            event.preventDefault();
            add(typed + text);
          }}
        />
        <datalist id={listId}>
          {suggestions.map(({ address, name }) => (
            <option key={address} value={`${name} <${address}>`} />
          ))}
        </datalist>
      </div>
      {wrong.length > 0 ? (
        <p id={wrongId} className={styles['wrong']} role="alert">
          {wrong.map((address) => t('compose.badAddress', { address })).join(' ')}
        </p>
      ) : null}
    </div>
  );
}

function Chip(props: {
  address: string;
  name: string | undefined;
  onRemove: () => void;
}): ReactElement {
  const { address, name } = props;
  const good = isAddress(address);
  return (
    <span className={styles['chip']} data-wrong={!good || undefined}>
      {good ? null : <Icon name="warning" size={12} />}
      <span>
        {name === undefined ? address : `${name} `}
        {name === undefined ? null : <small>&lt;{address}&gt;</small>}
      </span>
      <UnstyledButton aria-label={t('compose.removeAddress', { address })} onClick={props.onRemove}>
        <Icon name="close" size={12} />
      </UnstyledButton>
    </span>
  );
}
