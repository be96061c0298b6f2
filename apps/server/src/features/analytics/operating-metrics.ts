import type { Database } from '../../platform/db/database.ts';
import type { EventRelay } from '../../platform/events/event-relay.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { type OperatingFigures, readOperatingFigures } from './operating-views.ts';

export interface OperatingParts {
  db: Database;
  relay: EventRelay;
  /** Desks that are connected to this process. */
  countSockets: () => number;
}

/** Several figures of one scrape come from one reading; a second scraper costs nothing. */
const readingKept_ms = 5_000;

/** Registers what an operator watches: what comes in, what goes out, who is connected. */
export function registerOperatingMetrics(metrics: Metrics, parts: OperatingParts): void {
  const read = rememberReading(parts.db);
  const countEvent = metrics.registerCounter(
    'earshot_events_relayed_total',
    'Events that this process moved into the log, by name.',
    'event',
  );
  parts.relay.onEvents((_accountId, events) => {
    for (const event of events) countEvent(event.name);
  });
  metrics.registerGauge({
    name: 'earshot_receipts',
    help: 'Receipts that wait to be understood (stored), are held or failed.',
    label: 'state',
    read: async () => (await read()).receipts,
  });
  metrics.registerGauge({
    name: 'earshot_intake_lag_seconds',
    help: 'Age of the oldest receipt that is not understood yet.',
    read: async () => (await read()).intakeLag_seconds,
  });
  metrics.registerGauge({
    name: 'earshot_deliveries',
    help: 'Deliveries on their way, by state.',
    label: 'state',
    read: async () => (await read()).deliveries,
  });
  metrics.registerGauge({
    name: 'earshot_events_unrelayed',
    help: 'Events of committed changes that are not in the log yet.',
    read: async () => (await read()).unrelayed,
  });
  metrics.registerGauge({
    name: 'earshot_jobs',
    help: 'Jobs that wait, and those that were given up and need a person.',
    label: 'state',
    read: async () => (await read()).jobs,
  });
  metrics.registerGauge({
    name: 'earshot_channels',
    help: 'Channels that are on, by whether their last check or pull failed.',
    label: 'state',
    read: async () => (await read()).channels,
  });
  metrics.registerGauge({
    name: 'earshot_live_sockets',
    help: 'Desks connected to this process.',
    read: parts.countSockets,
  });
  metrics.registerGauge({
    name: 'earshot_database_connections',
    help: 'Connections of the pool that are open, and requests that wait for one.',
    label: 'state',
    read: () => new Map(Object.entries(parts.db.load())),
  });
}

function rememberReading(db: Database): () => Promise<OperatingFigures> {
  let asked_ms = -Infinity;
  let reading: Promise<OperatingFigures> | undefined;
  return () => {
    const now_ms = performance.now();
    if (!reading || now_ms - asked_ms > readingKept_ms) {
      asked_ms = now_ms;
      reading = db.withSystem(readOperatingFigures);
      // A failure is not remembered: the next scrape asks again.
      reading.catch(() => {
        reading = undefined;
      });
    }
    return reading;
  };
}
