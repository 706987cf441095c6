import type { FrameType } from '@chitlaq/protocol';
import { watchFeed } from './feed.ts';
import type { FrameKind } from './kind.ts';
import { message } from './message.ts';
import { ping } from './ping.ts';
import { subscribePresence } from './presence.ts';
import { delivered, read } from './receipts.ts';
import { sync } from './sync.ts';
import { typing } from './typing.ts';

/** Every frame except `auth`, which has to come first. */
export const frameTable: { [Type in Exclude<FrameType, 'auth'>]: FrameKind<Type> } = {
  ping,
  message,
  typing,
  read,
  delivered,
  'presence:subscribe': subscribePresence,
  sync,
  'feed:watch': watchFeed,
};

const kinds = new Map(Object.entries(frameTable)) as Map<string, FrameKind<FrameType>>; // by frame type

export const kindOf = (type: string): FrameKind<FrameType> | undefined => kinds.get(type);
