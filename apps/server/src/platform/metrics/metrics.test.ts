import { expect, test } from 'vitest';
import { silentLog } from '../log/log.ts';
import { createMetrics } from './metrics.ts';
import { startMetricsServer } from './metrics-server.ts';

test('an operator sees how long each operation takes', async () => {
  const metrics = createMetrics();
  metrics.observe('getCase', 200, 0.02);
  metrics.observe('getCase', 404, 0.001);
  const { text } = await metrics.write();
  expect(text).toContain('earshot_http_request_seconds_count{operation="getCase",status="2xx"} 1');
  expect(text).toContain('{le="0.025",operation="getCase",status="2xx"} 1');
  expect(text).toContain('status="4xx"');
});

test('a figure that cannot be read is left out and counted; the others are shown', async () => {
  const metrics = createMetrics();
  let broken = false;
  metrics.registerGauge({
    name: 'earshot_kettles',
    help: 'Kettles.',
    label: 'state',
    read: () => {
      if (broken) throw new Error('no database');
      return new Map([['boiling', 2]]);
    },
  });
  metrics.registerGauge({ name: 'earshot_lids', help: 'Lids.', read: async () => 3 });
  expect((await metrics.write()).text).toContain('earshot_kettles{state="boiling"} 2');
  broken = true;
  await metrics.write();
  const { text } = await metrics.write();
  expect(text).not.toContain('state="boiling"');
  expect(text).toContain('earshot_lids 3');
  expect(text).toContain('earshot_metrics_failures_total{figure="earshot_kettles"}');
});

test('counts only grow', async () => {
  const metrics = createMetrics();
  const count = metrics.registerCounter('earshot_events_total', 'Events.', 'event');
  count('case.opened');
  count('case.opened', 2);
  expect((await metrics.write()).text).toContain('earshot_events_total{event="case.opened"} 3');
});

test('the figures of the process tell of the delay of its event loop', async () => {
  const { text } = await createMetrics({ ofProcess: true }).write();
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(text).toContain('process_resident_memory_bytes');
});

test('the figures are served on the own machine, and nothing else is', async () => {
  const server = await startMetricsServer(createMetrics(), 0, silentLog);
  const at = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  const answer = await at('/metrics');
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(await answer.text()).toContain('# TYPE earshot_http_request_seconds histogram');
  expect((await at('/')).status).toBe(404);
  expect((await at('/metrics', 'POST')).status).toBe(404);
  await server.stop();
});
