import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Ranked } from './order.ts';
import { scoreOf } from './score.ts';
import { advanceSession, readSession, saveSession } from './sessions.queries.ts';

export type RankedFeed = 'explore' | 'top' | 'recommendations';

/** What was handed out is remembered for so long. */
const LASTS_MS = 30 * 60_000;
/** So much of what was seen is remembered. */
const REMEMBERED = 500;

/** A ranked feed as one reader goes through it: the order stands, whatever changes meanwhile. */
export interface Session {
  /** Also a moment: what came after it is not in it. */
  id: string;
  ranked: readonly Ranked[];
  /** Places handed out. */
  position: number;
  /** Handed out by the sessions shortly before. */
  seen: readonly string[];
  /** Not written yet. */
  isNew: boolean;
}

/** Opaque to callers: a session and how far its reader has come. */
const writeCursor = ({ id, position }: Session): string =>
  Buffer.concat([
    Buffer.from(id.replaceAll('-', ''), 'hex'),
    Buffer.from([position >> 8, position & 255]),
  ]).toString('base64url');

/** Whether a cursor is one of a ranked feed. */
export const isSessionCursor = (cursor: string): boolean => Buffer.from(cursor, 'base64url').length === 18;

function readCursor(cursor: string): { id: string; position: number } {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 18 || bytes.toString('base64url') !== cursor) {
    throw new Problem(
      400,
      'invalid_cursor',
      'Take the cursor from `nextCursor` of the page before, unchanged.',
    );
  }
  const hex = bytes.toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return { id: id.join('-'), position: bytes.readUInt16BE(16) };
}

/**
 * The session that a cursor goes on with, or a new one: without a cursor, and where the session is over or lost.
 *
 * @param rank  gives the order of a new session, told what was handed out within half an hour
 * @throws Problem 400 `invalid_cursor`
 */
export async function sessionFor(
  ctx: Context,
  userId: string,
  feed: RankedFeed,
  cursor: string | undefined,
  rank: (seen: ReadonlySet<string>, sessionId: string) => Promise<readonly Ranked[]>,
): Promise<Session> {
  const asked = cursor === undefined ? undefined : readCursor(cursor);
  const row = await readSession(ctx.db, userId, feed);
  if (asked && row?.id === asked.id) {
    return { ...row, ranked: unpack(row.postIds, row.ranks), position: asked.position, isNew: false };
  }
  const isRecent = row !== undefined && ctx.clock().getTime() - row.begunAt.getTime() < LASTS_MS;
  const seen = isRecent ? [...row.seen, ...row.postIds.slice(0, row.handedOut)].slice(-REMEMBERED) : [];
  const id = newId();
  return { id, ranked: await rank(new Set(seen), id), position: 0, seen, isNew: true };
}

/** Keeps how far a reader has come. Returns the cursor of the next page, or null at the end. */
export async function keepSession(
  ctx: Context,
  userId: string,
  feed: RankedFeed,
  session: Session,
): Promise<string | null> {
  const { id, position: handedOut } = session;
  const isKept = !session.isNew && (await advanceSession(ctx.db, userId, feed, { id, handedOut }));
  if (!isKept) {
    await saveSession(ctx.db, userId, feed, {
      id,
      begunAt: ctx.clock(),
      postIds: session.ranked.map((item) => item.id),
      ranks: pack(session.ranked),
      handedOut,
      seen: [...session.seen],
    });
  }
  return session.position < session.ranked.length ? writeCursor(session) : null;
}

/** Scores without what is the same in each. */
export interface Packed {
  signals: string[];
  weights: number[];
  values: number[][];
}

function pack(ranked: readonly Ranked[]): Packed {
  const parts = ranked[0]?.score.parts ?? [];
  return {
    signals: parts.map(({ signal }) => signal),
    weights: parts.map(({ weight }) => weight),
    values: ranked.map(({ score }) => score.parts.map(({ value }) => value)),
  };
}

const unpack = (ids: readonly string[], { signals, weights, values }: Packed): Ranked[] =>
  ids.map((id, place) => ({
    id,
    score: scoreOf(
      signals.map((signal, index) => ({
        signal,
        value: values[place]?.[index] ?? 0,
        weight: weights[index] ?? 1,
      })),
    ),
  }));
