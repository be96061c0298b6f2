export { registerOperatingMetrics } from './operating-metrics.ts';
