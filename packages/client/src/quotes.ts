import type { Schemas } from '@chitlaq/protocol';

type Message = Schemas['Message'];

/** Characters of the quote above a reply; the server truncates to the same length. */
const EXCERPT_LENGTH = 120;

/**
 * Updates a reply after the quoted message changed: it was edited, deleted, redacted or expired. The server
 * publishes only the newest replies; a client with more, or one that does not want to wait, calls this for
 * each changed message.
 * @returns the reply unchanged if it does not quote that message
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
