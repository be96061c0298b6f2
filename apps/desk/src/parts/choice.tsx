import type { ReactElement } from 'react';
import styles from './choice.module.css';

/** One of several by name; the first line stands for none of them. */
export function Choice(props: {
  label: string;
  none: string;
  items: readonly { id: string; name: string }[];
  value: string;
  required?: boolean;
  focused?: boolean;
  onChange: (id: string) => void;
}): ReactElement {
  const { items, required = false, focused = required } = props;
  return (
    <label className={styles['choice']}>
      <span>{props.label}</span>
      <select
        data-autofocus={focused || undefined}
        required={required}
        disabled={items.length === 0}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="" disabled={required}>
          {props.none}
        </option>
        {items.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
