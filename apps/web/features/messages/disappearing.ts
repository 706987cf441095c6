import { clock, redact } from '@chitlaq/client';
import type { Message } from './types.ts';

type Quote = NonNullable<Message['replyTo']>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMessage = (value: unknown): value is Message =>
  isRecord(value) && 'expiresAt' in value && 'conversationId' in value && 'seq' in value;

/** Whether the time of what disappears is over. */
export const isExpired = (expiresAt: string | null | undefined, now: number): boolean =>
  typeof expiresAt === 'string' && Date.parse(expiresAt) <= now;

/**
 * Whether a message that disappears has surely done so since it was loaded. A date that is set ahead while the page is open hides
 * nothing: what is doubtful the sweeper asks the server about, and empties.
 */
export const hasExpired = ({ expiresAt, deletedAt }: Message): boolean =>
  expiresAt !== null && (deletedAt === expiresAt || isExpired(expiresAt, clock.atLeast()));

/** Whether a message still says something; one whose text is gone keeps only its place. */
const hasContent = ({ content, media, replyTo, preview, deletedAt }: Message): boolean =>
  deletedAt === null || content !== '' || media.length > 0 || replyTo !== null || preview !== null;

/** A message whose time is over, as the server gives it then: its place, and nothing of what it said. */
const withoutContent = (sweepMessage: Message): Message => ({
  ...redact(sweepMessage),
  redacted: sweepMessage.redacted,
  senderBlocked: sweepMessage.senderBlocked,
  deletedAt: sweepMessage.deletedAt ?? sweepMessage.expiresAt,
});

/** A quote without the text of a message whose time is over. */
export const withoutExpiredQuote = <Q extends Quote | null>(quote: Q, now: number): Q =>
  quote !== null && quote.excerpt !== '' && isExpired(quote.expiresAt, now)
    ? { ...quote, excerpt: '' }
    : quote;

export interface SweepResult<Data> {
  /** The same object where nothing has disappeared. */
  data: Data;
  /** Messages whose text was taken out. */
  gone: Message[];
  /** When the next text disappears, in milliseconds of server time; infinite where none does. */
  next: number;
}

/**
 * Takes out of an answer, wherever it holds messages, what has disappeared: texts, files, quotes, last messages.
 * @param keepsPlaceholders  a thread counts its messages: one that is over stays, empty; elsewhere it goes
 */
export function sweep<Data>(data: Data, now: number, keepsPlaceholders: boolean): SweepResult<Data> {
  const gone: Message[] = [];
  let next = Number.POSITIVE_INFINITY;
  const noteExpiry = (expiresAt: string | null | undefined) => {
    const at = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
    if (at > now) next = Math.min(next, at);
  };
  const sweepMessage = (original: Message): Message | null => {
    if (isExpired(original.expiresAt, now)) {
      if (!hasContent(original)) return keepsPlaceholders ? original : null;
      gone.push(original);
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
      const now = sweepValue(original);
      if (now !== original) changed = { ...(changed ?? value), [name]: now };
    }
    return changed ?? value;
  };
  return { data: sweepValue(data) as Data, gone, next };
}

/** Whether an answer may hold messages. */
export const mayContainMessages = (key: readonly unknown[]): boolean =>
  key[0] === 'messages' || key[0] === 'conversations';
/** Whether an answer is a thread, which counts its messages. */
export const isThreadKey = (key: readonly unknown[]): boolean => key[0] === 'messages';

/** Paths of the files that messages have shown: their pictures may be kept on this device. */
export const filePathsOf = (messages: readonly Message[]): string[] => [
  ...new Set(
    messages.flatMap(({ media, preview }) =>
      // Whatever the field or the size: each file names its own.
      [...JSON.stringify([media, preview]).matchAll(/"(\/uploads\/[^"?#\\]+)/g)].map(([, path = '']) => path),
    ),
  ),
];
