import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { behindIn, recipients, unreadFor } from './delivery.ts';
import { eventsFor, shownWith } from './messages/reading.ts';
import { message, removeAsStaff, standing } from './messages/service.ts';
import { sync } from './messages/sync.ts';
import { markDelivered, markRead } from './receipts/service.ts';
import { send } from './sending/service.ts';
import { hearsTyping, presenceVisible } from './settings/service.ts';

export type { Live } from './live.ts';
export { NewMessage, SyncAnswer, SyncRequest } from './messages/schemas.ts';
export type { UnreadSeat } from './queries.ts';
export { Receipt } from './receipts/schemas.ts';
export { Message } from './schemas.ts';
export type { Hearers } from './settings/service.ts';

/** Conversations of two and of groups: written, numbered, read, told of. */
export const messaging = {
  name: 'messaging',
  routes: [
    () => import('./settings/routes.ts'),
    () => import('./conversations/routes.ts'),
    () => import('./messages/routes.ts'),
    () => import('./receipts/routes.ts'),
    () => import('./drafts/routes.ts'),
    () => import('./pins/routes.ts'),
    () => import('./finding/routes.ts'),
    () => import('./invites/routes.ts'),
    () => import('./exporting/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
  send,
  sync,
  eventsFor,
  recipients,
  behindIn,
  unreadFor,
  markRead,
  markDelivered,
  hearsTyping,
  presenceVisible,
  message,
  shownWith,
  standing,
  removeAsStaff,
} satisfies ServiceModule & Record<string, unknown>;
