import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RouteMetrics } from '../http/bind-route.ts';

/** Values by label, such as state; or one value without a label. */
export type GaugeReading = number | ReadonlyMap<string, number>;

export interface GaugeShape {
  /** With prefix and unit, such as `earshot_intake_lag_seconds`. */
  name: string;
  help: string;
  /** What the keys of the reading are; left out: a single number. */
  label?: string;
  /** Asked at each scrape. A failure leaves the figure out and is counted. */
  read: () => GaugeReading | Promise<GaugeReading>;
}

/** The figures of this process in the words of Prometheus. */
export interface Metrics extends RouteMetrics {
  /** A figure that is read when somebody asks. */
  registerGauge(shape: GaugeShape): void;
  /** A count that only grows; answers the function that counts. */
  registerCounter(name: string, help: string, label: string): (value: string, by?: number) => void;
  /** Everything in the text format of Prometheus. */
  write(): Promise<{ text: string; contentType: string }>;
}

/** Seconds; the aim is 0.05 for the interface, so most of the marks lie around it. */
const secondsMarks = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Makes the registry. `ofProcess` adds memory, processor, event-loop delay and garbage collection,
 * which keep timers of their own; tests leave them out.
 */
export function createMetrics(options: { ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.ofProcess) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'earshot_http_request_seconds',
    help: 'Seconds from the first byte of a request to the last of its answer.',
    labelNames: ['operation', 'status'],
    buckets: secondsMarks,
    registers,
  });
  const failures = new Counter({
    name: 'earshot_metrics_failures_total',
    help: 'Figures that could not be read at a scrape.',
    labelNames: ['figure'],
    registers,
  });
  return {
    observe(operationId, status, seconds) {
      // The class of the status keeps the number of series bounded.
      requests.observe(
        { operation: operationId, status: `${Math.floor(status / 100)}xx` },
        seconds,
      );
    },
    registerGauge({ name, help, label, read }) {
      const gauge = new Gauge({
        name,
        help,
        labelNames: label ? [label] : [],
        registers,
        async collect() {
          gauge.reset();
          try {
            setGauge(gauge, label, await read());
          } catch {
            // The scrape goes on without this figure; that it is missing is a figure itself.
            if (!label) gauge.remove();
            failures.inc({ figure: name });
          }
        },
      });
    },
    registerCounter(name, help, label) {
      const counter = new Counter({ name, help, labelNames: [label], registers });
      return (value, by = 1) => counter.inc({ [label]: value }, by);
    },
    write: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}

function setGauge(gauge: Gauge, label: string | undefined, reading: GaugeReading): void {
  if (typeof reading === 'number') return gauge.set(reading);
  for (const [value, count] of reading) gauge.set({ [label!]: value }, count);
}
