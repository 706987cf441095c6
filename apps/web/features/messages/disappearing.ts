import { clock, redact } from '@chitlaq/client';
import type { Message } from './types.ts';

type Quote = NonNullable<Message['replyTo']>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMessage = (value: unknown): value is Message =>
  isRecord(value) && 'expiresAt' in value && 'conversationId' in value && 'seq' in value;

/** Whether the time of what disappears is over. */
export const isOver = (expiresAt: string | null | undefined, now: number): boolean =>
  typeof expiresAt === 'string' && Date.parse(expiresAt) <= now;

/**
 * Whether a message that disappears has surely done so since it was loaded. A date that is set ahead while the page is open hides
 * nothing: what is doubtful the sweeper asks the server about, and empties.
 */
export const hasExpired = ({ expiresAt, deletedAt }: Message): boolean =>
  expiresAt !== null && (deletedAt === expiresAt || isOver(expiresAt, clock.atLeast()));

/** Whether a message still says something; one whose text is gone keeps only its place. */
const saysSomething = ({ content, media, replyTo, preview, deletedAt }: Message): boolean =>
  deletedAt === null || content !== '' || media.length > 0 || replyTo !== null || preview !== null;

/** A message whose time is over, as the server gives it then: its place, and nothing of what it said. */
const emptied = (message: Message): Message => ({
  ...redact(message),
  withheld: message.withheld,
  fromBlocked: message.fromBlocked,
  deletedAt: message.deletedAt ?? message.expiresAt,
});

/** A quote without the text of a message whose time is over. */
export const quoteAt = <Q extends Quote | null>(quote: Q, now: number): Q =>
  quote !== null && quote.excerpt !== '' && isOver(quote.expiresAt, now) ? { ...quote, excerpt: '' } : quote;

export interface Swept<Data> {
  /** The same object where nothing has disappeared. */
  data: Data;
  /** Messages whose text was taken out. */
  gone: Message[];
  /** When the next text disappears, in milliseconds of server time; infinite where none does. */
  next: number;
}

/**
 * Takes out of an answer, wherever it holds messages, what has disappeared: texts, files, quotes, last messages.
 * @param keepsPlaces  a thread counts its messages: one that is over stays, empty; elsewhere it goes
 */
export function sweep<Data>(data: Data, now: number, keepsPlaces: boolean): Swept<Data> {
  const gone: Message[] = [];
  let next = Number.POSITIVE_INFINITY;
  const wait = (expiresAt: string | null | undefined) => {
    const at = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
    if (at > now) next = Math.min(next, at);
  };
  const message = (held: Message): Message | null => {
    if (isOver(held.expiresAt, now)) {
      if (!saysSomething(held)) return keepsPlaces ? held : null;
      gone.push(held);
      return keepsPlaces ? emptied(held) : null;
    }
    wait(held.expiresAt);
    if (held.replyTo === null || held.replyTo === undefined) return held;
    if (held.replyTo.excerpt !== '') wait(held.replyTo.expiresAt);
    const replyTo = quoteAt(held.replyTo, now);
    return replyTo === held.replyTo ? held : { ...held, replyTo };
  };
  const part = (value: unknown): unknown => {
    if (isMessage(value)) return message(value);
    if (Array.isArray(value)) {
      const parts = value.map(part);
      const kept = parts.filter((one, index) => one !== null || value[index] === null);
      return kept.length === value.length && kept.every((one, index) => one === value[index]) ? value : kept;
    }
    if (!isRecord(value)) return value;
    let changed: Record<string, unknown> | undefined;
    for (const [name, held] of Object.entries(value)) {
      const now = part(held);
      if (now !== held) changed = { ...(changed ?? value), [name]: now };
    }
    return changed ?? value;
  };
  return { data: part(data) as Data, gone, next };
}

/** Whether an answer may hold messages. */
export const mayHoldMessages = (key: readonly unknown[]): boolean =>
  key[0] === 'messages' || key[0] === 'conversations';
/** Whether an answer is a thread, which counts its messages. */
export const isThreadKey = (key: readonly unknown[]): boolean => key[0] === 'messages';

/** Paths of the files that messages have shown: their pictures may be kept on this device. */
export const filesOf = (messages: readonly Message[]): string[] => [
  ...new Set(
    messages.flatMap(({ media, preview }) =>
      // Whatever the field or the size: each file names its own.
      [...JSON.stringify([media, preview]).matchAll(/"(\/uploads\/[^"?#\\]+)/g)].map(([, path = '']) => path),
    ),
  ),
];
