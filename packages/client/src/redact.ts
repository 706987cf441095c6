import type { components } from './generated/schema.ts';

/** All that a message has; the server says some of it more exactly. */
type Message = Record<keyof components['schemas']['Message'], unknown>;

/**
 * A message of a group as it comes to those who block its writer: its place in the conversation, and nothing of what it says. Server and
 * clients fold alike by it.
 */
export const redact = <M extends Message>(message: M): M => ({
  ...message,
  sender: null,
  content: '',
  entities: [],
  media: [],
  replyTo: null,
  reactions: [],
  preview: null,
  redacted: true,
  senderBlocked: true,
});
