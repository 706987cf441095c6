import '../events.ts';
import { randomUUID } from 'node:crypto';
import type { LogAct } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { auth } from '../../auth/index.ts';
import { moderation } from '../../moderation/index.ts';
import { type Author, presentAuthors } from '../../profiles/index.ts';
import { activeKeys, NEEDED_KEYS } from '../guard.ts';
import type { ActiveKey } from '../holders/queries.ts';
import type { Actor } from '../holders/service.ts';
import { daysAfter, daysBefore, FOUND_DAYS, OPENING_DAYS } from '../limits.ts';
import { findPost } from '../moderation/queries.ts';
import { presentName } from '../present.ts';
import {
  alreadyAnswered,
  identityErased,
  notHolder,
  openingEnded,
  openingExists,
  openingNotFound,
  ownOpening,
  postNotFound,
  shareWrong,
} from '../problems.ts';
import { sealingContext } from '../writing/sealing.ts';
import {
  type AnswerRow,
  closeOpening,
  eraseFound,
  findIdentity,
  findOpening,
  findReportedText,
  type IdentityRow,
  insertAnswer,
  insertOpening,
  type ListedOpening,
  listAnswers,
  listExpired,
  listOpenings,
  listPostsBefore,
  lockOpening,
  type OpeningRow,
  type OpeningState,
} from './queries.ts';
import type { HeldOpening, OpeningBody, StaffOpening } from './schemas.ts';

const NEWEST = 100;
const CONTEXT_POSTS = 5;

const logAct = (tx: Context, by: string | null, act: LogAct, openingId: string, endsAt: Date | null = null) =>
  moderation.appendToLog(tx, {
    act,
    ruleId: null,
    endsAt,
    recordId: null,
    // Nobody: the entry would lead to the author for good.
    memberId: null,
    moderatorId: by,
    subject: `board_opening:${openingId}`,
    statement: null,
  });

/**
 * Asks the holders who wrote a post.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `board_post_not_found`; 409 `board_opening_exists`,
 *   `board_identity_erased`
 */
export async function requestOpening(
  ctx: Context,
  { viewer, origin }: Actor,
  { postId, reason }: OpeningBody,
): Promise<{ items: StaffOpening[] }> {
  await auth.requireReauthentication(ctx, viewer);
  await ctx.transaction(async (tx) => {
    const post = await findPost(tx.db, postId);
    if (!post) throw postNotFound();
    if (!(await findIdentity(tx.db, post.threadId, post.tag))) throw identityErased();
    const now = tx.clock();
    const id = newId();
    const endsAt = daysAfter(now, OPENING_DAYS);
    const isNew = await insertOpening(tx.db, {
      id,
      postId,
      threadId: post.threadId,
      tag: post.tag,
      text: post.text || ((await findReportedText(tx.db, postId)) ?? ''),
      reason,
      requestedBy: viewer.id,
      requestedAt: now,
      endsAt,
    });
    if (!isNew) throw openingExists();
    await auth.audit(tx, {
      event: 'pseudonym_opening_requested',
      actorId: viewer.id,
      permission: 'boards.open',
      subject: { type: 'board_opening', id },
      sessionId: viewer.sessionId,
      origin,
      details: {},
    });
    await tx.emit('boards.told', {
      memberIds: (await activeKeys(tx)).map(({ memberId }) => memberId).filter((each) => each !== viewer.id),
      topic: 'board_opening_requested',
      aboutId: id,
    });
    await logAct(tx, viewer.id, 'pseudonym_opening_requested', id, endsAt);
  });
  return listForStaff(ctx, viewer);
}

/** Who may see whom an opening found: who asked, and the holders who gave their shares. */
const maySeeIdentity = (viewer: Viewer, opening: ListedOpening): boolean =>
  opening.requestedBy === viewer.id ||
  opening.answers.some(({ holderId, refusal }) => holderId === viewer.id && refusal === null);

/** An opening whose time has ended has ended, also before the sweep says so. */
const stateAt = ({ state, endsAt }: Pick<OpeningRow, 'state' | 'endsAt'>, now: Date): OpeningState =>
  state === 'open' && endsAt <= now ? 'expired' : state;

async function present(
  ctx: Context,
  viewer: Viewer,
  row: ListedOpening,
  members: Map<string, Author>,
): Promise<Omit<StaffOpening, 'answers'>> {
  const before = await listPostsBefore(ctx.db, row.postId, CONTEXT_POSTS);
  return {
    id: row.id,
    reason: row.reason,
    state: stateAt(row, ctx.clock()),
    requestedAt: row.requestedAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    requester: row.requestedBy === null ? null : (members.get(row.requestedBy) ?? null),
    post: {
      id: row.postId,
      threadId: row.threadId,
      text: row.text,
      name: presentName(row),
      threadTitle: row.threadTitle,
      publishedAt: row.publishedAt.toISOString(),
      context: before.map((post) => ({
        id: post.id,
        text: post.text,
        name: presentName(post),
        publishedAt: post.publishedAt.toISOString(),
      })),
    },
    identity:
      row.identityId !== null && maySeeIdentity(viewer, row) ? (members.get(row.identityId) ?? null) : null,
  };
}

const membersOf = (ctx: Context, rows: readonly ListedOpening[]) =>
  presentAuthors(
    ctx,
    rows.flatMap(({ requestedBy, identityId }) => [requestedBy ?? [], identityId ?? []].flat()),
  );

/** The newest openings, for staff. */
export async function listForStaff(ctx: Context, viewer: Viewer): Promise<{ items: StaffOpening[] }> {
  const rows = await listOpenings(ctx.db, NEWEST);
  const members = await membersOf(ctx, rows);
  return {
    items: await Promise.all(
      rows.map(async (row) => ({
        ...(await present(ctx, viewer, row, members)),
        answers: row.answers.map(({ role, refusal }) => ({
          role,
          kind: refusal === null ? ('share' as const) : ('refusal' as const),
          reason: refusal,
        })),
      })),
    ),
  };
}

/** Whether an answer is that of a key or of its holder: who changes from one role to another meanwhile still answers once. */
const isAnswerOf = (answer: AnswerRow, { role, memberId }: ActiveKey): boolean =>
  answer.role === role || answer.holderId === memberId;

/** @throws Problem 404 `board_not_holder` */
async function keyOf(ctx: Context, viewer: Viewer): Promise<ActiveKey> {
  const key = (await activeKeys(ctx)).find(({ memberId }) => memberId === viewer.id);
  if (!key) throw notHolder();
  return key;
}

/** The newest openings, for a holder whose key counts. */
export async function listForHolder(ctx: Context, viewer: Viewer): Promise<{ items: HeldOpening[] }> {
  const key = await keyOf(ctx, viewer);
  const rows = await listOpenings(ctx.db, NEWEST);
  const members = await membersOf(ctx, rows);
  return {
    items: await Promise.all(
      rows.map(async (row) => {
        const opening = await present(ctx, viewer, row, members);
        const isOpen = opening.state === 'open';
        const share = isOpen
          ? (await findIdentity(ctx.db, row.threadId, row.tag))?.shares[key.role]
          : undefined;
        const own = row.answers.find((answer) => isAnswerOf(answer, key));
        return {
          ...opening,
          context: sealingContext(row.threadId, row.tag),
          share: share ? { publicKey: share.publicKey, sealed: share.sealed } : null,
          given: own !== undefined && own.refusal === null,
          refused: own !== undefined && own.refusal !== null,
          mayAnswer: isOpen && own === undefined && row.requestedBy !== viewer.id,
        };
      }),
    ),
  };
}

interface Answering {
  opening: OpeningRow;
  key: ActiveKey;
  answers: AnswerRow[];
}

/**
 * What an answer of a holder asks first, under the locks of their account and of the opening: the key of somebody who is suspended at
 * this moment does not count any more.
 */
async function beginAnswer(tx: Context, viewer: Viewer, id: string): Promise<Answering> {
  await auth.lockActiveAccount(tx.db, viewer.id);
  if (!(await lockOpening(tx.db, id))) {
    await keyOf(tx, viewer);
    throw openingNotFound();
  }
  // Statements of their own: after a wait, they see what was committed meanwhile.
  const key = await keyOf(tx, viewer);
  const opening = await findOpening(tx.db, id);
  if (!opening) throw openingNotFound();
  if (opening.requestedBy === viewer.id) throw ownOpening();
  if (stateAt(opening, tx.clock()) !== 'open') throw openingEnded();
  const answers = await listAnswers(tx.db, id);
  if (answers.some((answer) => isAnswerOf(answer, key))) throw alreadyAnswered();
  return { opening, key, answers };
}

async function openWith(identity: IdentityRow, opening: OpeningRow, shares: string[]): Promise<string> {
  const { openIdentity } = await import('@chitlaq/sealing');
  return openIdentity(identity, sealingContext(opening.threadId, opening.tag), shares);
}

/**
 * Gives the viewer's share. The second one opens: then the server joins both, writes it into the checked log and tells the author, all in
 * this transaction.
 * @throws Problem 400 `board_share_wrong`; 403 `board_own_opening`; 404 `board_not_holder`, `board_opening_not_found`; 409
 *   `board_opening_ended`, `board_opening_answered`, `board_identity_erased`
 */
export async function giveShare(
  ctx: Context,
  { viewer, origin }: Actor,
  id: string,
  share: string,
): Promise<{ state: OpeningState }> {
  return ctx.transaction(async (tx) => {
    const { opening, key, answers } = await beginAnswer(tx, viewer, id);
    const identity = await findIdentity(tx.db, opening.threadId, opening.tag);
    if (!identity) throw identityErased();
    const { isShareOf } = await import('@chitlaq/sealing');
    const sealed = identity.shares[key.role];
    if (sealed === undefined || !(await isShareOf(share, sealed))) throw shareWrong();
    const now = tx.clock();
    await insertAnswer(tx.db, {
      openingId: id,
      role: key.role,
      holderId: viewer.id,
      share,
      refusal: null,
      now,
    });
    await auditAnswer(tx, { viewer, origin }, id, 'share');
    const shares = [...answers.flatMap((answer) => answer.share ?? []), share];
    if (shares.length < NEEDED_KEYS) return { state: 'open' as const };
    const memberId = await openWith(identity, opening, shares);
    await closeOpening(tx.db, id, { state: 'opened', identityId: memberId, now });
    await tx.emit('boards.pseudonym_opened', { memberId, event: randomUUID() });
    await logAct(tx, opening.requestedBy, 'pseudonym_opened', id);
    return { state: 'opened' as const };
  });
}

/**
 * Refuses an opening. It is over once two shares cannot come any more.
 * @throws Problem as {@link giveShare}, but for those about the share
 */
export async function refuseOpening(
  ctx: Context,
  { viewer, origin }: Actor,
  id: string,
  reason: string,
): Promise<{ state: OpeningState }> {
  return ctx.transaction(async (tx) => {
    const { opening, key, answers } = await beginAnswer(tx, viewer, id);
    const now = tx.clock();
    await insertAnswer(tx.db, {
      openingId: id,
      role: key.role,
      holderId: viewer.id,
      share: null,
      refusal: reason,
      now,
    });
    await auditAnswer(tx, { viewer, origin }, id, 'refusal');
    const shares = (await findIdentity(tx.db, opening.threadId, opening.tag))?.shares;
    const given = answers.filter((answer) => answer.refusal === null).length;
    const left = (await activeKeys(tx)).filter(
      (each) =>
        each.role !== key.role &&
        shares?.[each.role] !== undefined &&
        each.memberId !== opening.requestedBy &&
        !answers.some((answer) => isAnswerOf(answer, each)),
    ).length;
    if (given + left >= NEEDED_KEYS) return { state: 'open' as const };
    await closeOpening(tx.db, id, { state: 'refused', identityId: null, now });
    await logAct(tx, opening.requestedBy, 'pseudonym_opening_refused', id);
    return { state: 'refused' as const };
  });
}

const auditAnswer = (tx: Context, { viewer, origin }: Actor, id: string, kind: 'share' | 'refusal') =>
  auth.audit(tx, {
    event: 'pseudonym_opening_answered',
    actorId: viewer.id,
    subject: { type: 'board_opening', id },
    sessionId: viewer.sessionId,
    origin,
    details: { kind },
  });

/** Sweep: ends openings whose time is over, and forgets who was found some time ago. */
export async function endOpenings(ctx: Context): Promise<boolean> {
  const now = ctx.clock();
  for (const id of await listExpired(ctx.db, now))
    await ctx.transaction(async (tx) => {
      await lockOpening(tx.db, id);
      if ((await findOpening(tx.db, id))?.state !== 'open') return;
      await closeOpening(tx.db, id, { state: 'expired', identityId: null, now });
    });
  await eraseFound(ctx.db, daysBefore(now, FOUND_DAYS));
  return false;
}
