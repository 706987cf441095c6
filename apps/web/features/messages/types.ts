import type { Schemas } from '@chitlaq/client';

export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];
export type Folder = 'inbox' | 'requests' | 'archived';
export const isFolder = (value: string | null): value is Folder =>
  value === 'inbox' || value === 'requests' || value === 'archived';

/** What the composer is about, besides a new message. */
export type ComposerTarget = { kind: 'reply' | 'edit'; message: Message } | undefined;
