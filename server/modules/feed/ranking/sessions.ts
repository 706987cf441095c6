import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { countRecords, idAt, pack, type ScoredId, tailsOf, unpack } from './packing.ts';
import type { Ranked, Scale } from './rank.ts';
import { advanceSession, findSession, type RankedFeed, saveSession } from './sessions.queries.ts';

/** How long served posts are remembered. */
export const REMEMBER_MS = 30 * 60_000;
/** How many served posts are remembered. */
const MAX_REMEMBERED = 500;

/** A ranked feed as one member pages through it: the order is fixed, whatever changes meanwhile. */
export interface Session {
  /** A UUIDv7, so also the start time: later posts are not in the session. */
  id: string;
  scale: Scale;
  /** Posts in the session. */
  length: number;
  /** Posts already served. */
  position: number;
  /** Not stored yet. */
  isNew: boolean;
  packed: Buffer;
  /** Tails of the posts that recent sessions served. */
  servedTails: Buffer;
}

/** Opaque to callers: a session and the position in it. */
const writeCursor = ({ id, position }: Session): string =>
  Buffer.concat([
    Buffer.from(id.replaceAll('-', ''), 'hex'),
    Buffer.from([position >> 8, position & 255]),
  ]).toString('base64url');

/** Whether a cursor belongs to a ranked feed. */
export const isSessionCursor = (cursor: string): boolean => Buffer.from(cursor, 'base64url').length === 18;

/** @throws Problem 400 `invalid_cursor` */
function readCursor(cursor: string): { id: string; position: number } {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 18 || bytes.toString('base64url') !== cursor) {
    throw new Problem(400, 'invalid_cursor', 'Use `nextCursor` from the previous page, unchanged.');
  }
  return { id: idAt(bytes, 0), position: bytes.readUInt16BE(16) };
}

/**
 * The session that a cursor continues. Undefined without a cursor, and if the session is lost or replaced:
 * then a new one begins.
 * @throws Problem 400 `invalid_cursor`
 */
export async function resumeSession(
  ctx: Context,
  userId: string,
  feed: RankedFeed,
  cursor: string | undefined,
): Promise<Session | undefined> {
  if (cursor === undefined) return undefined;
  const { id, position } = readCursor(cursor);
  const [row] = await findSession(ctx.db, { userId, feed, id });
  if (row === undefined) return undefined;
  const { scale, packed, servedTails } = row;
  return { id, scale, packed, servedTails, position, length: countRecords(packed, scale), isNew: false };
}

/** A new session. @param servedTails  of recent sessions, from `recentTails` */
export function createSession(
  scale: Scale,
  ranked: readonly Ranked[],
  { id = newId(), servedTails = Buffer.alloc(0) }: { id?: string; servedTails?: Buffer } = {},
): Session {
  return {
    id,
    scale,
    packed: pack(ranked, scale),
    servedTails,
    position: 0,
    length: ranked.length,
    isNew: true,
  };
}

/**
 * The tails of the posts that a member's recent sessions have served.
 * @param last  the latest session: the tails served before it, and the packed posts served by it
 */
export const recentTails = (last: { servedTails: Buffer; served: Buffer; scale: Scale }): Buffer =>
  Buffer.concat([last.servedTails, tailsOf(last.served, last.scale)]).subarray(-4 * MAX_REMEMBERED);

/** The posts at some positions of a session, fewer at its end. */
export const sliceSession = ({ packed, scale, length }: Session, from: number, count: number): ScoredId[] =>
  unpack(packed, scale, from, Math.min(length, from + count));

/** Stores the member's position. Returns the cursor of the next page, or null at the end. */
export async function persistSession(
  ctx: Context,
  userId: string,
  feed: RankedFeed,
  session: Session,
): Promise<string | null> {
  const { id, position, scale, packed, servedTails } = session;
  const isAdvanced =
    !session.isNew && (await advanceSession(ctx.db, { userId, feed, id, position })).length > 0;
  if (!isAdvanced) {
    const startedAt = ctx.clock();
    await saveSession(ctx.db, {
      userId,
      feed,
      id,
      startedAt,
      scale: JSON.stringify(scale),
      packed,
      position,
      servedTails,
    });
  }
  return session.position < session.length ? writeCursor(session) : null;
}
