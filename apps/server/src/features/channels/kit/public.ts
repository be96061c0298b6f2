export { type AdapterRegistry, createAdapterRegistry } from './adapter-registry.ts';
export type {
  ChannelAdapter,
  ChannelCapabilities,
  OutboundChannel,
  OutgoingMessage,
  PlacedMessage,
  PreparedMessage,
  RecipientOutcome,
  SaidFile,
  SaidPoint,
  ShowToVisitors,
  Understanding,
  UnderstoodDeletion,
  UnderstoodDeliveryState,
  UnderstoodEdit,
  UnderstoodMessage,
  UnderstoodReading,
  UnderstoodThing,
} from './channel-adapter.ts';
export { capabilitiesByKind } from './kind-capabilities.ts';
export { outgoingRules } from './outgoing-rules.ts';
export { kindOfSource } from './kind-facts.ts';
export { noteChannelError } from '../settings/channel-error-store.ts';
export { isTestMessage, testKeyOf } from '../live-test/test-mark.ts';
export { sayFault } from './say-fault.ts';
