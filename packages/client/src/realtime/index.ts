export {
  type Ack,
  CLOSE,
  type Events,
  type FeedName,
  type Frames,
  type MessageToSend,
  type Presence,
  type Presences,
  type Receipt,
  type WireMessage,
} from '@chitlaq/protocol';
export {
  connectRealtime,
  type RealtimeClient,
  type RealtimeEvents,
  type RealtimeOptions,
  type RealtimeState,
} from './client.ts';
export type { Environment, SocketLike } from './environment.ts';
export { RealtimeError } from './error.ts';
