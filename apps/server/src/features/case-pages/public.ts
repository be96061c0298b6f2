import './seats/seat-tables.ts';

export { registerPages } from './register-pages.ts';
export { seatConsumer } from './seats/seat-consumer.ts';
