import './routing-tables.ts';

export { findRoom } from './find-room.ts';
export { handOverConversation, type RoutingHands } from './hand-over-conversation.ts';
export { routingConsumer } from './routing-consumer.ts';
export { type DeskTracking, trackDesks } from './track-desks.ts';
export { type FindVisitor, tellVisitors } from './visitors/tell-visitors.ts';
export { startRoutingWatch } from './watch-routing.ts';
