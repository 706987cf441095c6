import type { components } from './generated/schema.ts';

type Message = components['schemas']['Message'];

/** Characters of the message above an answer, as the server cuts them. */
const EXCERPT_LENGTH = 120;

/**
 * An answer after the message that it quotes has changed: edited, deleted, redacted or disappeared. The server tells of the newest answers by
 * itself; a client that holds more, or wants it at once, puts each changed message through this.
 * @returns the answer itself where it does not quote that message
 */
export function refreshQuote(reply: Message, quoted: Message): Message {
  const { replyTo } = reply;
  if (reply.replyToId !== quoted.id || replyTo === null) return reply;
  const isGone = quoted.deletedAt !== null || quoted.redacted;
  return {
    ...reply,
    replyTo: {
      ...replyTo,
      senderName: quoted.sender?.displayName ?? replyTo.senderName,
      excerpt: isGone ? '' : [...quoted.content].slice(0, EXCERPT_LENGTH).join(''),
      expiresAt: isGone ? null : quoted.expiresAt,
      senderBlocked: quoted.senderBlocked,
    },
  };
}
