import type { components } from './generated/schema.ts';

/** All fields of a message; the server has narrower types for some of them. */
type Message = Record<keyof components['schemas']['Message'], unknown>;

/**
 * Redacts a group message for members who block its sender: keeps its position in the conversation and
 * removes its content. Shared by server and clients.
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
