import '../events.ts';
import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { auth } from '../../auth/index.ts';
import { moderation } from '../../moderation/index.ts';
import { type Author, presentAuthors } from '../../profiles/index.ts';
import { daysAfter, REPLACED_KEY_DAYS } from '../limits.ts';
import { holderTaken, keyInvalid, keyUsed, memberUnknown, notHolder, nothingPending } from '../problems.ts';
import { HOLDER_ROLES, type HolderRole } from '../schemas.ts';
import {
  endHolder,
  findActiveMember,
  findHolders,
  type HolderRow,
  hadKey,
  insertHolder,
  isKnownKey,
  listWriters,
  lockHolders,
  setKey,
} from './queries.ts';
import type { Holder, HolderBody, OwnHolder } from './schemas.ts';

export interface Actor {
  viewer: Viewer;
  origin: Origin;
}

type Members = Map<string, Author>;
const memberOf = (members: Members, { memberId }: HolderRow) =>
  memberId === null ? null : (members.get(memberId) ?? null);

const presentKey = (members: Members, row: HolderRow | undefined): Holder['key'] =>
  row === undefined || row.publicKey === null || row.keyId === null || row.activeFrom === null
    ? null
    : {
        member: memberOf(members, row),
        label: row.label,
        publicKey: row.publicKey,
        keyId: row.keyId,
        since: row.activeFrom.toISOString(),
        counts: row.isInUse,
      };

const presentNext = (members: Members, row: HolderRow | undefined): Holder['pending'] =>
  row === undefined
    ? null
    : {
        member: memberOf(members, row),
        label: row.label,
        keyId: row.keyId,
        from: row.activeFrom?.toISOString() ?? null,
      };

const membersOf = (ctx: Context, rows: Iterable<HolderRow>): Promise<Members> =>
  presentAuthors(
    ctx,
    [...rows].flatMap(({ memberId }) => (memberId === null ? [] : [memberId])),
  );

/** The three holders, and who is named next. */
export async function listHolders(ctx: Context): Promise<{ items: Holder[] }> {
  const { current, next } = await findHolders(ctx.db, ctx.clock());
  const members = await membersOf(ctx, [...current.values(), ...next.values()]);
  return {
    items: HOLDER_ROLES.map((role) => ({
      role,
      key: presentKey(members, current.get(role)),
      pending: presentNext(members, next.get(role)),
    })),
  };
}

/** The role that a member has, or is named for. */
export async function roleOf(ctx: Context, memberId: string): Promise<HolderRole | undefined> {
  const { current, next } = await findHolders(ctx.db, ctx.clock());
  return HOLDER_ROLES.find(
    (role) => current.get(role)?.memberId === memberId || next.get(role)?.memberId === memberId,
  );
}

/** @throws Problem 404 `board_not_holder` */
export async function getOwnHolder(ctx: Context, viewer: Viewer): Promise<OwnHolder> {
  const { current, next } = await findHolders(ctx.db, ctx.clock());
  const role = await roleOf(ctx, viewer.id);
  if (role === undefined) throw notHolder();
  const own = (row: HolderRow | undefined) => (row?.memberId === viewer.id ? row : undefined);
  const rows = [own(current.get(role)), own(next.get(role))] as const;
  const members = await membersOf(
    ctx,
    rows.flatMap((row) => row ?? []),
  );
  return { role, key: presentKey(members, rows[0]), pending: presentNext(members, rows[1]) };
}

/**
 * Names who is to hold a key. The present holder stays until the key of the next counts.
 * @throws Problem 403 `reauthentication_required`; 409 `board_holder_taken`; 422 `board_member_unknown`
 */
export async function nameHolder(
  ctx: Context,
  { viewer, origin }: Actor,
  role: HolderRole,
  { username, label }: HolderBody,
): Promise<{ items: Holder[] }> {
  await auth.requireReauthentication(ctx, viewer);
  await ctx.transaction(async (tx) => {
    await lockHolders(tx.db);
    const memberId = await findActiveMember(tx.db, username.replace(/^@/, '').toLowerCase());
    if (memberId === undefined) throw memberUnknown();
    const { current, next } = await findHolders(tx.db, tx.clock());
    const others = HOLDER_ROLES.filter((other) => other !== role).flatMap((other) => [
      current.get(other)?.memberId,
      next.get(other)?.memberId,
    ]);
    if (others.includes(memberId)) throw holderTaken();
    const now = tx.clock();
    const before = next.get(role);
    if (before) await endHolder(tx.db, before.id, now);
    const id = newId();
    await insertHolder(tx.db, { id, role, memberId, label, now });
    await auth.audit(tx, {
      event: 'board_holder_named',
      actorId: viewer.id,
      permission: 'boards.keys',
      subject: { type: 'member', id: memberId },
      sessionId: viewer.sessionId,
      origin,
      details: { role, label },
    });
    await tx.emit('boards.told', { memberIds: [memberId], topic: 'board_holder_named', aboutId: id });
    if (current.has(role)) await tx.jobs.add('boards.tellOfKey', { holderId: id });
    await logKeyChange(tx, viewer.id, role);
  });
  return listHolders(ctx);
}

/** Who is named and which key counts stands in the checked log, without names. */
const logKeyChange = (tx: Context, by: string, role: HolderRole): Promise<void> =>
  moderation.appendToLog(tx, {
    act: 'board_key_replaced',
    ruleId: null,
    endsAt: null,
    recordId: null,
    memberId: null,
    moderatorId: by,
    subject: `board_key:${role}`,
    statement: null,
  });

/**
 * Registers the key that the viewer has made. The first key of a role counts at once; one that replaces another, after 72 hours. All
 * who write on boards are told of that at once.
 * @throws Problem 403 `reauthentication_required`; 404 `board_not_holder`; 409 `board_key_used`; 422 `board_key_invalid`
 */
export async function registerKey(
  ctx: Context,
  { viewer, origin }: Actor,
  publicKey: string,
): Promise<OwnHolder> {
  await auth.requireReauthentication(ctx, viewer);
  const { keyId } = await import('@chitlaq/sealing');
  const name = await keyId(publicKey).catch(() => {
    throw keyInvalid();
  });
  await ctx.transaction(async (tx) => {
    await lockHolders(tx.db);
    const role = await roleOf(tx, viewer.id);
    if (role === undefined) throw notHolder();
    if (await isKnownKey(tx.db, publicKey)) throw keyUsed();
    const now = tx.clock();
    const { current, next } = await findHolders(tx.db, now);
    const [present, named] = [current.get(role), next.get(role)];
    // Somebody else is named: the present holder makes no new key then.
    if (named && named.memberId !== viewer.id) throw notHolder();
    const isFirst = !(await hadKey(tx.db, role));
    let id = named?.id;
    if (id === undefined || named?.publicKey !== null) {
      // Another key of the same holder. One that did not count yet counts never.
      if (named) await endHolder(tx.db, named.id, now);
      id = newId();
      const label = (named ?? present)?.label ?? '';
      await insertHolder(tx.db, { id, role, memberId: viewer.id, label, now });
    }
    const activeFrom = isFirst ? now : daysAfter(now, REPLACED_KEY_DAYS);
    await setKey(tx.db, { id, publicKey, keyId: name, activeFrom });
    await auth.audit(tx, {
      event: 'board_key_registered',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      details: { role, keyId: name, from: activeFrom.toISOString() },
    });
    // Told when they were named, unless they replace their own key.
    if (!isFirst && named === undefined) await tx.jobs.add('boards.tellOfKey', { holderId: id });
    await logKeyChange(tx, viewer.id, role);
  });
  return getOwnHolder(ctx, viewer);
}

/** Stops a replacement: for owners, and for the holders of the three keys. The present holder stays. */
export async function stopReplacement(
  ctx: Context,
  { viewer, origin }: Actor,
  role: HolderRole,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockHolders(tx.db);
    const now = tx.clock();
    const { current, next } = await findHolders(tx.db, now);
    const isOwner = hasPermission(viewer, 'boards.keys');
    const isHolder = [...current.values()].some(({ memberId, isInUse }) => isInUse && memberId === viewer.id);
    if (!isOwner && !isHolder) throw notHolder();
    const named = next.get(role);
    if (!named) throw nothingPending();
    await endHolder(tx.db, named.id, now);
    await auth.audit(tx, {
      event: 'board_key_stopped',
      actorId: viewer.id,
      ...(isHolder ? {} : { permission: 'boards.keys' as const }),
      ...(named.memberId === null ? {} : { subject: { type: 'member', id: named.memberId } }),
      sessionId: viewer.sessionId,
      origin,
      details: { role },
    });
    await logKeyChange(tx, viewer.id, role);
  });
}

const WRITERS_AT_ONCE = 500;

/** Job: tells everybody who writes on boards, and the holders, that a key is to be replaced. */
export async function tellOfKey(ctx: Context, { holderId }: { holderId: string }): Promise<void> {
  const { current, next } = await findHolders(ctx.db, ctx.clock());
  const tell = (memberIds: string[]) =>
    ctx.emit('boards.told', { memberIds, topic: 'board_key_replaced', aboutId: holderId });
  const holders = [...current.values(), ...next.values()].filter(({ id }) => id !== holderId);
  await tell([...new Set(holders.flatMap(({ memberId }) => memberId ?? []))]);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const memberIds = await listWriters(ctx.db, after, WRITERS_AT_ONCE);
    const last = memberIds.at(-1);
    if (last === undefined) return;
    await tell(memberIds);
    after = last;
  }
}
