import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent } from '../../../platform/idempotency.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import { findConversationNames } from '../conversations/queries.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import { conversationNotFound, exportInProgress, exportNotFound, tooManyExports } from '../problems.ts';
import { dropArchives, exportSpec } from './build.ts';
import {
  dismissFailed,
  type ExportRow,
  type ExportScope,
  findExports,
  insertExport,
  isRemoved,
  lockRequester,
  removeOwn,
  requestedSince,
} from './queries.ts';
import type { MessageExport, MessageExportList, NewMessageExport } from './schemas.ts';

const DAY_MS = 86_400_000;
/** Archives that a member may request per day; failed ones do not count. */
const MAX_PER_DAY = 3;
const DEFAULT_TIME_ZONE = 'Europe/Istanbul';

/** The viewer's archives, in progress and ready. */
export async function listExports(
  ctx: Context,
  viewer: Viewer,
  scope: ExportScope,
): Promise<MessageExportList> {
  const rows = (await findExports(ctx.db, viewer.id, ctx.clock())).filter((row) => row.scope === scope);
  const ids = rows.flatMap(({ conversationId }) => conversationId ?? []);
  const names = ids.length > 0 ? await findConversationNames(ctx.db, viewer, ids) : new Map<string, string>();
  return { items: rows.map((row) => present(ctx, row, names)) };
}

/** @throws Problem 404 `export_not_found` */
export async function getExport(
  ctx: Context,
  viewer: Viewer,
  scope: ExportScope,
  id: string,
): Promise<MessageExport> {
  const { items } = await listExports(ctx, viewer, scope);
  const found = items.find((item) => item.id === id);
  if (found === undefined) throw exportNotFound();
  return found;
}

/**
 * Requests an archive of everything, of all of the viewer's conversations, or of one. A job builds it; one at a time, some
 * per day. When ready, it replaces the previous one. One of everything needs a recent re-authentication, and is told to the owner.
 *
 * @param options.key  the request's Idempotency-Key
 * @throws Problem 403 `reauthentication_required`; 404 `conversation_not_found`; 409 `export_in_progress`; 422 `idempotency_key_reused`; 429
 *   `too_many_exports`; 507 `storage_full`
 */
export async function requestExport(
  ctx: Context,
  viewer: Viewer,
  scope: ExportScope,
  input: NewMessageExport,
  { origin, key }: { origin: Origin; key: string | undefined },
): Promise<MessageExport> {
  const { id } = await runIdempotent(ctx, viewer.id, key, ['exports', scope, input], async (tx) => {
    const { conversationId = null, locale = null, timeZone = DEFAULT_TIME_ZONE } = input;
    if (conversationId !== null && (await readableRange(tx.db, viewer, conversationId)) === undefined)
      throw conversationNotFound();
    await media.requireFreeSpace(tx, 0);
    await lockRequester(tx.db, viewer.id);
    const now = tx.clock();
    const existing = await findExports(tx.db, viewer.id, now);
    if (existing.some(({ state }) => state === 'waiting' || state === 'running')) throw exportInProgress();
    const requestedAt = await requestedSince(tx.db, viewer.id, new Date(now.getTime() - DAY_MS));
    const oldest = requestedAt[MAX_PER_DAY - 1];
    if (oldest !== undefined && tx.config.rateLimits)
      throw tooManyExports(MAX_PER_DAY, Math.ceil((oldest.getTime() + DAY_MS - now.getTime()) / 1000));
    if (scope === 'account') await auth.admitArchive(tx, viewer, origin);
    await dismissFailed(tx.db, viewer.id);
    const row = { id: newId(), memberId: viewer.id, scope, conversationId, locale, timeZone, at: now };
    await insertExport(tx.db, row);
    await tx.jobs.add('messaging.export', { exportId: row.id }, exportSpec(row));
    return { id: row.id };
  });
  return getExport(ctx, viewer, scope, id);
}

/**
 * Cancels an export in progress, or deletes a ready one with its bytes. Idempotent.
 * @throws Problem 404 `export_not_found`
 */
export const withdrawExport = (ctx: Context, viewer: Viewer, scope: ExportScope, id: string): Promise<void> =>
  ctx.transaction(async (tx) => {
    const removed = await removeOwn(tx.db, viewer.id, scope, id);
    if (removed.length === 0 && !(await isRemoved(tx.db, viewer.id, scope, id))) throw exportNotFound();
    await dropArchives(tx, removed);
  });

function present(ctx: Context, row: ExportRow, names: ReadonlyMap<string, string>): MessageExport {
  const { conversationId, state, done, total, name, readyAt } = row;
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  const day = readyAt?.toISOString().slice(0, 10) ?? '';
  return {
    id: row.id,
    conversationId,
    conversationName: conversationId === null ? null : names.get(conversationId) || null,
    state,
    status: state,
    // The last percent is the upload to storage.
    progress: state === 'ready' ? 100 : Math.min(99, percent),
    failure: row.failure,
    url:
      state === 'ready' && name !== null
        ? media.archiveUrl(
            ctx,
            name,
            `chitlaq-${day}.zip`,
            row.scope === 'account' ? row.memberId : undefined,
          )
        : null,
    size: row.size,
    conversations: row.conversations,
    messages: row.messages,
    files: row.files,
    missingFiles: row.missingFiles,
    createdAt: row.createdAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
