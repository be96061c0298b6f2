import type { ColumnType, Generated } from 'kysely';

/** A column the database fills when it is left out. */
export type Defaulted<T> = Generated<T>;
/** timestamptz: read as Date, written as Date. */
export type Instant = ColumnType<Date, Date, Date>;
/** timestamptz with a default of now(). */
export type DefaultedInstant = ColumnType<Date, Date | undefined, Date>;
/** jsonb: read parsed, written as JSON text (`json()`), since pg would make arrays of arrays. */
export type Json<T> = ColumnType<T, string, string>;
export type DefaultedJson<T> = ColumnType<T, string | undefined, string>;

/** Who did something, as kept beside the deed. */
export interface StoredActor {
  kind: 'member' | 'key' | 'contact' | 'system';
  id: string | null;
  name: string;
}

/**
 * Every table of the schema. Each slice adds its own by declaration merging in its `x-tables.ts`;
 * a test compares the whole with information_schema.
 */
export interface Tables {
  event_outbox: {
    account_id: string;
    id: string;
    name: string;
    subject_id: string | null;
    actor: Json<StoredActor>;
    facts: DefaultedJson<Record<string, unknown>>;
    occurred_at: DefaultedInstant;
  };
  events: {
    account_id: string;
    position: number;
    id: string;
    name: string;
    subject_id: string | null;
    actor: Json<StoredActor>;
    facts: Json<Record<string, unknown>>;
    occurred_at: Instant;
  };
  event_positions: { account_id: string; last_position: Defaulted<number> };
  consumer_positions: { account_id: string; consumer: string; position: Defaulted<number> };
  jobs: {
    account_id: string;
    id: string;
    name: string;
    key: string | null;
    payload: DefaultedJson<Record<string, unknown>>;
    run_at: DefaultedInstant;
    attempts: Defaulted<number>;
    locked_until: Instant | null;
    last_error: string | null;
    dead_at: Instant | null;
    created_at: DefaultedInstant;
  };
  installation: { name: string; value: Json<unknown> };
}

// A jsonb column refuses U+0000 and half surrogate pairs, which strangers send.
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/** JSON text for a jsonb column; what it cannot hold becomes U+FFFD. */
export function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (!UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'string') return storable(item);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).map(([name, held]) => [storable(name), held]));
  });
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}
