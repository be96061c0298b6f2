export { type OperatingParts, registerOperatingMetrics } from './operating-metrics.ts';
