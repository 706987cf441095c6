import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { countRecords, idAt, pack, type ScoredId, tailsOf, unpack } from './packing.ts';
import type { Ranked, Scale } from './rank.ts';
import { advanceSession, findSession, type RankedFeed, saveSession } from './sessions.queries.ts';

/** What was handed out is remembered for so long. */
export const REMEMBER_MS = 30 * 60_000;
/** So much of what was seen is remembered. */
const MAX_REMEMBERED = 500;

/** A ranked feed as one reader goes through it: the order stands, whatever changes meanwhile. */
export interface Session {
  /** Also a moment: what came after it is not in it. */
  id: string;
  scale: Scale;
  /** Places that there are. */
  length: number;
  /** Places handed out. */
  position: number;
  /** Not written yet. */
  isNew: boolean;
  packed: Buffer;
  /** Tails of what was handed out by the sessions shortly before. */
  seen: Buffer;
}

/** Opaque to callers: a session and how far its reader has come. */
const writeCursor = ({ id, position }: Session): string =>
  Buffer.concat([
    Buffer.from(id.replaceAll('-', ''), 'hex'),
    Buffer.from([position >> 8, position & 255]),
  ]).toString('base64url');

/** Whether a cursor is one of a ranked feed. */
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
 * The session that a cursor goes on with; undefined without a cursor, and where the session is over or lost: a new one is due.
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
  const { scale, packed, seen } = row;
  return { id, scale, packed, seen, position, length: countRecords(packed, scale), isNew: false };
}

/** A new session, of places in their order. @param seen  of the sessions shortly before, as `remembered` gives it */
export function createSession(
  scale: Scale,
  ranked: readonly Ranked[],
  { id = newId(), seen = Buffer.alloc(0) }: { id?: string; seen?: Buffer } = {},
): Session {
  return { id, scale, packed: pack(ranked, scale), seen, position: 0, length: ranked.length, isNew: true };
}

/**
 * What the sessions of a reader have handed out shortly before a new one.
 * @param last  their last session: what had been handed out before it, and by it, packed
 */
export const recentTails = (last: { seen: Buffer; handed: Buffer; scale: Scale }): Buffer =>
  Buffer.concat([last.seen, tailsOf(last.handed, last.scale)]).subarray(-4 * MAX_REMEMBERED);

/** What stands at some places of a session, fewer at its end. */
export const sliceSession = ({ packed, scale, length }: Session, from: number, count: number): ScoredId[] =>
  unpack(packed, scale, from, Math.min(length, from + count));

/** Keeps how far a reader has come. Returns the cursor of the next page, or null at the end. */
export async function persistSession(
  ctx: Context,
  userId: string,
  feed: RankedFeed,
  session: Session,
): Promise<string | null> {
  const { id, position: handedOut, scale, packed, seen } = session;
  const isAdvanced =
    !session.isNew && (await advanceSession(ctx.db, { userId, feed, id, handedOut })).length > 0;
  if (!isAdvanced) {
    const startedAt = ctx.clock();
    await saveSession(ctx.db, {
      userId,
      feed,
      id,
      startedAt,
      scale: JSON.stringify(scale),
      packed,
      handedOut,
      seen,
    });
  }
  return session.position < session.length ? writeCursor(session) : null;
}
