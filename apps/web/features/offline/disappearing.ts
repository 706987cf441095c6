import { redact, type Schemas } from '@chitlaq/client';
import { isExpired } from './expiry.ts';

type Message = Schemas['Message'];
type Quote = NonNullable<Message['replyTo']>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMessage = (value: unknown): value is Message =>
  isRecord(value) && 'expiresAt' in value && 'conversationId' in value && 'seq' in value;

/** Whether a message still has content; an emptied one is only a placeholder. */
const hasContent = ({ content, media, replyTo, preview, deletedAt }: Message): boolean =>
  deletedAt === null || content !== '' || media.length > 0 || replyTo !== null || preview !== null;

/** An expired message as the server would return it: a placeholder without content. */
const withoutContent = (sweepMessage: Message): Message => ({
  ...redact(sweepMessage),
  redacted: sweepMessage.redacted,
  senderBlocked: sweepMessage.senderBlocked,
  deletedAt: sweepMessage.deletedAt ?? sweepMessage.expiresAt,
});

/** The quote, without its text if the quoted message has expired. */
export const withoutExpiredQuote = <Q extends Quote | null>(quote: Q, now: number): Q =>
  quote !== null && quote.excerpt !== '' && isExpired(quote.expiresAt, now)
    ? { ...quote, excerpt: '' }
    : quote;

export interface SweepResult<Data> {
  /** The same object if nothing has expired. */
  data: Data;
  /** The messages that have expired; their content was removed. */
  expired: Message[];
  /** The next expiry, in milliseconds of server time; `Infinity` if there is none. */
  next: number;
}

/**
 * Removes expired messages from cached data: their text, files, quotes and last-message previews.
 * @param keepsPlaceholders  true for threads, whose sequence numbers must not have gaps; elsewhere the message is
 *   removed
 */
export function sweep<Data>(data: Data, now: number, keepsPlaceholders: boolean): SweepResult<Data> {
  const expired: Message[] = [];
  let next = Number.POSITIVE_INFINITY;
  const noteExpiry = (expiresAt: string | null | undefined) => {
    const at = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
    if (at > now) next = Math.min(next, at);
  };
  const sweepMessage = (original: Message): Message | null => {
    if (isExpired(original.expiresAt, now)) {
      if (!hasContent(original)) return keepsPlaceholders ? original : null;
      expired.push(original);
      return keepsPlaceholders ? withoutContent(original) : null;
    }
    noteExpiry(original.expiresAt);
    if (original.replyTo === null || original.replyTo === undefined) return original;
    if (original.replyTo.excerpt !== '') noteExpiry(original.replyTo.expiresAt);
    const replyTo = withoutExpiredQuote(original.replyTo, now);
    return replyTo === original.replyTo ? original : { ...original, replyTo };
  };
  const sweepValue = (value: unknown): unknown => {
    if (isMessage(value)) return sweepMessage(value);
    if (Array.isArray(value)) {
      const values = value.map(sweepValue);
      const remaining = values.filter((element, index) => element !== null || value[index] === null);
      return remaining.length === value.length &&
        remaining.every((element, index) => element === value[index])
        ? value
        : remaining;
    }
    if (!isRecord(value)) return value;
    let changed: Record<string, unknown> | undefined;
    for (const [name, original] of Object.entries(value)) {
      const swept = sweepValue(original);
      if (swept !== original) changed = { ...(changed ?? value), [name]: swept };
    }
    return changed ?? value;
  };
  return { data: sweepValue(data) as Data, expired, next };
}

/** Whether the query may contain messages. */
export const mayContainMessages = (key: readonly unknown[]): boolean =>
  key[0] === 'messages' || key[0] === 'conversations';
/** Whether the query is a thread, whose sequence numbers must not have gaps. */
export const isThreadKey = (key: readonly unknown[]): boolean => key[0] === 'messages';

/** Paths of the files of messages, to delete their cached pictures. */
export const filePathsOf = (messages: readonly Message[]): string[] => [
  ...new Set(
    messages.flatMap(({ media, preview }) =>
      // Matches every URL of a file, in any field and size.
      [...JSON.stringify([media, preview]).matchAll(/"(\/uploads\/[^"?#\\]+)/g)].map(([, path = '']) => path),
    ),
  ),
];
