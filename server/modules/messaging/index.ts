import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes as conversations } from './conversations/routes.ts';
import { behindIn, recipients, unreadFor } from './delivery.ts';
import { routes as drafts } from './drafts/routes.ts';
import { routes as exporting } from './exporting/routes.ts';
import { routes as finding } from './finding/routes.ts';
import { routes as invites } from './invites/routes.ts';
import { crons, jobs, sweeps } from './jobs.ts';
import { eventsFor, shownWith } from './messages/reading.ts';
import { routes as messages } from './messages/routes.ts';
import { message, removeAsStaff, standing } from './messages/service.ts';
import { sync } from './messages/sync.ts';
import { routes as pins } from './pins/routes.ts';
import { routes as receipts } from './receipts/routes.ts';
import { markDelivered, markRead } from './receipts/service.ts';
import { send } from './sending/service.ts';
import { routes as settings } from './settings/routes.ts';
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
  routes: (app, ctx) => {
    const parts = [settings, conversations, messages, receipts, drafts, pins, finding, invites, exporting];
    for (const mount of parts) mount(app, ctx);
  },
  jobs,
  crons,
  sweeps,
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
