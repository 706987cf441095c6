import type { components } from './generated/schema.ts';

export type { paths } from './generated/schema.ts';
export {
  type Ack,
  CLOSE,
  type CloseCode,
  type ConversationPosition,
  type Events,
  type EventType,
  type FeedName,
  type Frames,
  type FrameType,
  MAX_FRAME_BYTES,
  type MessageToSend,
  type Presence,
  type Presences,
  type Receipt,
  type Refusal,
  type WireMessage,
} from './realtime.ts';
export { redact } from './redact.ts';
export { readHttpDate, retryAfterSeconds } from './retry-after.ts';

/** The named schemas of the API document. */
export type Schemas = components['schemas'];
