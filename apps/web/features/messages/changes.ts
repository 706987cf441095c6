'use client';

// One part, loaded together.
export { openDraftField } from './draft-sync.ts';
export { applyReceipt, hideBlocked, showBlocked } from './message-cache.ts';
export { deleteMessage, editMessage, pinMessage, reactTo } from './message-commands.ts';
export { getOutbox } from './page-outbox.ts';
export { PendingBubble } from './pending-bubble.tsx';
