export { type Outbox, type OutboxItem, type OutboxOptions, openOutbox, type SendOnce } from './outbox.ts';
export { openOutboxStorage, type StoredItem } from './storage.ts';
export { outboxKey } from './storage-key.ts';
