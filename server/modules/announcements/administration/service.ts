import '../topics.ts';
import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Page, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import {
  announcementChanged,
  announcementEnded,
  announcementIncomplete,
  announcementNotDraft,
  announcementNotFound,
  announcementNotPublished,
  tooManyAnnouncements,
  unknownUniversity,
} from '../problems.ts';
import { publishChanged } from '../published.ts';
import { currentFigures } from './figures.ts';
import {
  countOpen,
  countUniversities,
  deleteAnnouncement,
  findManaged,
  insertAnnouncement,
  listManaged,
  lockAnnouncement,
  lockNumber,
  type ManagedRow,
  stateOf,
  updateContent,
  updateState,
} from './queries.ts';
import type {
  AnnouncementDetails,
  AnnouncementsQuery,
  ChangedAnnouncement,
  ManagedAnnouncement,
  NewAnnouncement,
  State,
} from './schemas.ts';
import { MAX_DAYS } from './schemas.ts';

/** Drafts, scheduled and live ones together: bounds what each process keeps of them. */
const MAX_OPEN = 50;
const DAY_MS = 86_400_000;

const present = (row: ManagedRow, now: Date): ManagedAnnouncement => ({
  id: row.id,
  state: stateOf(row, now),
  version: row.version,
  titleTr: row.titleTr,
  textTr: row.textTr,
  titleEn: row.titleEn,
  textEn: row.textEn,
  link: row.link,
  level: row.level,
  isDismissable: row.isDismissable,
  startsAt: row.startsAt?.toISOString() ?? null,
  endsAt: row.endsAt?.toISOString() ?? null,
  universities: row.universities,
  affiliations: row.affiliations as ManagedAnnouncement['affiliations'],
  roles: row.roles as ManagedAnnouncement['roles'],
  changedBy: row.changedById === null ? null : { id: row.changedById, username: row.changedByName ?? '' },
  changedAt: row.changedAt.toISOString(),
});

/** Announcements in every state, the newest first. */
export async function listManagedAnnouncements(
  ctx: Context,
  { state, cursor, limit }: AnnouncementsQuery,
): Promise<Page<ManagedAnnouncement>> {
  const now = ctx.clock();
  const rows = await listManaged(ctx.db, { state, before: readCursor(cursor), limit: limit + 1, now });
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map((row) => present(row, now)), nextCursor };
}

/** An announcement with its figures. @throws Problem 404 `announcement_not_found` */
export async function getManagedAnnouncement(ctx: Context, id: string): Promise<AnnouncementDetails> {
  const row = await findManaged(ctx.db, id);
  if (!row) throw announcementNotFound();
  const shown = present(row, ctx.clock());
  const hasBegun = shown.state === 'live' || shown.state === 'ended';
  return { ...shown, figures: hasBegun ? (row.figures ?? (await currentFigures(ctx, id))) : null };
}

interface Staff {
  viewer: Viewer;
  origin: Origin;
}

const note = (
  tx: Context,
  { viewer, origin }: Staff,
  event: string,
  id: string,
  details: Record<string, unknown> = {},
) =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    permission: 'announcements.write',
    sessionId: viewer.sessionId,
    subject: { type: 'announcement', id },
    origin,
    details,
  });

async function refuseUnknownUniversities(tx: Context, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length > 0 && (await countUniversities(tx.db, wanted)) !== wanted.length)
    throw unknownUniversity();
}

/** Writes a draft. @throws Problem 409 `too_many_announcements`; 422 `unknown_university`; 403 `forbidden` */
export async function createAnnouncement(
  ctx: Context,
  staff: Staff,
  content: NewAnnouncement,
): Promise<AnnouncementDetails> {
  const id = newId();
  await ctx.transaction(async (tx) => {
    await lockNumber(tx.db);
    if ((await countOpen(tx.db, tx.clock())) >= MAX_OPEN) throw tooManyAnnouncements(MAX_OPEN);
    await refuseUnknownUniversities(tx, content.universityIds);
    await insertAnnouncement(tx.db, { id, content, by: staff.viewer.id, now: tx.clock() });
    await note(tx, staff, 'announcement_written', id);
  });
  return getManagedAnnouncement(ctx, id);
}

/**
 * Locks an announcement and reads it in the version that was changed: of two admins at once, the second is refused.
 * @throws Problem 404 `announcement_not_found`; 409 `announcement_changed`
 */
async function lock(tx: Context, id: string, basedOn?: number): Promise<ManagedRow> {
  await lockAnnouncement(tx.db, id);
  // A statement of its own: after a wait, it sees what was committed meanwhile.
  const row = await findManaged(tx.db, id);
  if (!row) throw announcementNotFound();
  if (basedOn !== undefined && row.version !== basedOn) throw announcementChanged();
  return row;
}

/**
 * Changes an announcement that has not ended. A live one is sent to connected members again.
 * @throws Problem 404 `announcement_not_found`; 409 `announcement_changed`, `announcement_ended`; 422 `announcement_incomplete`,
 *   `unknown_university`; 403 `forbidden`
 */
export async function changeAnnouncement(
  ctx: Context,
  staff: Staff,
  id: string,
  { basedOn, showAgain, ...content }: ChangedAnnouncement,
): Promise<AnnouncementDetails> {
  await ctx.transaction(async (tx) => {
    const before = await lock(tx, id, basedOn);
    const now = tx.clock();
    const state = stateOf(before, now);
    if (state === 'ended') throw announcementEnded();
    await refuseUnknownUniversities(tx, content.universityIds);
    const next = { ...content, startsAt: startOf(state, before, content, now) };
    if (state !== 'draft') refuseUnpublishable(next, now);
    await updateContent(tx.db, {
      id,
      content: next,
      showAgain: state === 'live' && showAgain,
      by: staff.viewer.id,
      now,
    });
    await note(tx, staff, 'announcement_changed', id, { version: basedOn + 1, state, showAgain });
    publishChanged(tx);
  });
  return getManagedAnnouncement(ctx, id);
}

/** When a changed announcement begins: what members have been shown has begun, and what is published begins now at the earliest. */
function startOf(
  state: State,
  before: ManagedRow,
  { startsAt }: Pick<NewAnnouncement, 'startsAt'>,
  now: Date,
): string | null {
  if (state === 'live') return before.startsAt?.toISOString() ?? null;
  if (state === 'draft' || (startsAt !== null && new Date(startsAt) > now)) return startsAt;
  return now.toISOString();
}

function refuseUnpublishable(
  { startsAt, endsAt }: Pick<NewAnnouncement, 'startsAt' | 'endsAt'>,
  now: Date,
): void {
  const start = startsAt === null ? now : new Date(startsAt);
  if (endsAt === null) throw announcementIncomplete('endsAt', 'Say when it ends.');
  const end = new Date(endsAt);
  if (end <= now || end <= start) throw announcementIncomplete('endsAt', 'Choose an end in the future.');
  if (end.getTime() - start.getTime() > MAX_DAYS * DAY_MS)
    throw announcementIncomplete('endsAt', 'Choose an end within a year of the start.');
}

/**
 * Publishes a draft: at its start, or now if that has passed or is not set.
 * @throws Problem 404 `announcement_not_found`; 409 `announcement_changed`, `announcement_not_draft`; 422 `announcement_incomplete`;
 *   403 `forbidden`
 */
export async function publishAnnouncement(
  ctx: Context,
  staff: Staff,
  id: string,
  basedOn: number,
): Promise<AnnouncementDetails> {
  await ctx.transaction(async (tx) => {
    const row = await lock(tx, id, basedOn);
    const now = tx.clock();
    if (stateOf(row, now) !== 'draft') throw announcementNotDraft();
    const startsAt = row.startsAt === null || row.startsAt < now ? now : row.startsAt;
    const { endsAt } = row;
    refuseUnpublishable({ startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null }, now);
    await updateState(tx.db, { id, publishedAt: now, startsAt, endsAt, by: staff.viewer.id, now });
    await note(tx, staff, 'announcement_published', id, {
      startsAt: startsAt.toISOString(),
      endsAt: endsAt?.toISOString(),
    });
    publishChanged(tx);
  });
  return getManagedAnnouncement(ctx, id);
}

/**
 * Ends a live announcement now, and makes a draft of a scheduled one.
 * @throws Problem 404 `announcement_not_found`; 409 `announcement_changed`, `announcement_not_published`, `announcement_ended`; 403
 *   `forbidden`
 */
export async function endAnnouncement(
  ctx: Context,
  staff: Staff,
  id: string,
  basedOn: number,
): Promise<AnnouncementDetails> {
  await ctx.transaction(async (tx) => {
    const row = await lock(tx, id, basedOn);
    const now = tx.clock();
    const state = stateOf(row, now);
    if (state === 'draft') throw announcementNotPublished();
    if (state === 'ended') throw announcementEnded();
    const { publishedAt, startsAt, endsAt } = row;
    const change = { id, by: staff.viewer.id, now };
    // Live for a moment at least, as the table asks.
    const end = startsAt !== null && startsAt >= now ? new Date(startsAt.getTime() + 1) : now;
    if (state === 'live') await updateState(tx.db, { ...change, publishedAt, startsAt, endsAt: end });
    else await updateState(tx.db, { ...change, publishedAt: null, startsAt, endsAt });
    await note(tx, staff, state === 'live' ? 'announcement_ended' : 'announcement_withdrawn', id, {
      endsAt: endsAt?.toISOString(),
    });
    publishChanged(tx);
    if (state === 'live') publishAfterCommit(tx, 'announcements.due', { id });
  });
  return getManagedAnnouncement(ctx, id);
}

/** Deletes a draft. @throws Problem 404 `announcement_not_found`; 409 `announcement_not_draft`; 403 `forbidden` */
export async function deleteDraft(ctx: Context, staff: Staff, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const row = await lock(tx, id);
    if (stateOf(row, tx.clock()) !== 'draft') throw announcementNotDraft();
    await deleteAnnouncement(tx.db, id);
    await note(tx, staff, 'announcement_deleted', id);
  });
}
