import './events.ts';
import './tables.ts';
import { membersBehind, unreadFor } from './delivery.ts';
import { hideMessage, keepHiddenMessage, releaseHiddenMessage, unhideMessage } from './hiding/service.ts';
import { eventsFor, messageWithContext } from './messages/read.ts';
import { existingMessageIds, getMessage } from './messages/service.ts';
import { sync } from './messages/sync.ts';
import { typingRecipients, visiblePresence } from './settings/service.ts';

export { NewMessage, SyncAnswer, SyncRequest } from './messages/schemas.ts';
export type { UnreadMembership } from './queries.ts';
export { Receipt } from './receipts/schemas.ts';
export { Message } from './schemas.ts';

/** Direct and group conversations: sending, reading and delivering messages. */
export const messaging = {
  sync,
  eventsFor,
  membersBehind,
  unreadFor,
  typingRecipients,
  presenceVisible: visiblePresence,
  message: getMessage,
  messageWithContext,
  existingMessageIds,
  hide: hideMessage,
  unhide: unhideMessage,
  keepHidden: keepHiddenMessage,
  releaseHidden: releaseHiddenMessage,
};
