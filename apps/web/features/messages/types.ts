import type { Schemas } from '@chitlaq/client';

export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];
export type Folder = 'inbox' | 'requests' | 'archived';
export const isFolder = (value: string | null): value is Folder =>
  value === 'inbox' || value === 'requests' || value === 'archived';

/** The message that the composer replies to or edits; undefined for a new message. */
export type ComposerTarget = { kind: 'reply' | 'edit'; message: Message } | undefined;

/** What is asked about a message. */
export type DialogRequest = {
  kind: 'forEveryone' | 'forMe' | 'forward' | 'emoji' | 'report';
  message: Message;
};

/** Characters that a message can have, as members count them. */
export const MAX_MESSAGE_LENGTH = 4_000;
