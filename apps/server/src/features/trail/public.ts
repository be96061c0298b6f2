import './trail-tables.ts';

export { trailConsumer } from './trail-consumer.ts';
