import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { lockListForReading } from '../fingerprints/queries.ts';
import { LIMITS } from '../limits.ts';
import { revokePublicUrlsOf } from '../objects/revocation.ts';
import { variantUrl as addressOf, permanentVariantUrl, present, type UrlSource } from '../present.ts';
import {
  mediaAlreadyUsed,
  mediaNotReady,
  mediaNotYours,
  mediaRemoved,
  tooManyMedia,
  wrongKind,
} from '../problems.ts';
import type { Media } from '../schemas.ts';
import type { Subject, SubjectType } from '../types.ts';
import { signedUrl } from '../urls.ts';
import {
  deleteFiles,
  detachFiles,
  filesWithPastOf,
  findFiles,
  findStorageNames,
  type LockedFile,
  lockFiles,
  lockSubject,
  markFilesPast,
  moveFiles,
  setFilesHidden,
  setSubject,
  shareFiles,
} from './queries.ts';

/**
 * Makes `mediaIds` the files of a subject, in this order; its other files are detached. Accepts only ready files of the owner
 * that are attached to nothing else. Call it in the transaction that writes the subject. Whether their URLs are public follows
 * from the subject: see `isPublic` in visibility.ts.
 *
 * @returns the files as they are presented
 * @throws Problem 422 `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`
 */
export async function attach(
  tx: Context,
  ownerId: string,
  mediaIds: readonly string[],
  to: Subject,
): Promise<Media[]> {
  const ids = await lockAttachable(tx, ownerId, mediaIds, to);
  revokePublicUrlsOf(tx, await detachFiles(tx.db, to, ids, tx.clock()));
  return attachLocked(tx, ids, to);
}

/**
 * Like `attach`, for a subject with an edit history. Files that are no longer named stay attached to the past version: private,
 * counted and erased with the subject, returned only by `attachmentsWithPastOf`. A later edit may name them again.
 *
 * @throws Problem 422 as `attach`
 */
export async function attachRevision(
  tx: Context,
  ownerId: string,
  mediaIds: readonly string[],
  to: Subject,
): Promise<Media[]> {
  const ids = await lockAttachable(tx, ownerId, mediaIds, to);
  revokePublicUrlsOf(tx, await markFilesPast(tx.db, to, ids));
  return attachLocked(tx, ids, to);
}

/** Locks files that may be attached to a subject; refuses others. */
async function lockAttachable(
  tx: Context,
  ownerId: string,
  mediaIds: readonly string[],
  to: Subject,
): Promise<string[]> {
  const ids = [...new Set(mediaIds)];
  const locked = ids.length > 0 ? await lockFiles(tx.db, ownerId, ids) : [];
  if (locked.length < ids.length) throw mediaNotYours();
  if (locked.some((file) => file.status !== 'ready')) throw mediaNotReady();
  const isNew = (file: LockedFile) => file.subjectType !== to.type || file.subjectId !== to.id;
  if (locked.some((file) => file.isBlocked && isNew(file))) throw mediaRemoved();
  const isAttachedElsewhere = (file: LockedFile) =>
    file.subjectId !== null && !(file.subjectType === to.type && file.subjectId === to.id);
  if (locked.some(isAttachedElsewhere)) throw mediaAlreadyUsed();
  checkCombination(to.type, locked);
  return ids;
}

async function attachLocked(tx: Context, ids: string[], to: Subject): Promise<Media[]> {
  if (ids.length === 0) return [];
  await setSubject(tx.db, ids, to);
  return (await findFiles(tx.db, to.type, [to.id])).map((file) => present(tx, file));
}

/** Checks which files may be attached to one subject together. */
function checkCombination(type: SubjectType, files: Pick<LockedFile, 'kind'>[]): void {
  const count = (kind: LockedFile['kind']) => files.filter((file) => file.kind === kind).length;
  switch (type) {
    case 'post':
    case 'draft': {
      if (count('file') > 0)
        throw wrongKind('A post can have pictures, a video or a recording, but not documents.');
      const recordings = count('video') + count('audio');
      if (recordings > 1 || (recordings === 1 && files.length > 1) || files.length > LIMITS.perPost) {
        throw tooManyMedia(`A post can have up to ${LIMITS.perPost} pictures, or one video or recording.`);
      }
      return;
    }
    case 'message':
      if (files.length > LIMITS.perMessage)
        throw tooManyMedia(`A message can have up to ${LIMITS.perMessage} files.`);
      return;
    default:
      if (files.length > 1) throw tooManyMedia('Choose one picture.');
      if (count('image') < files.length) throw wrongKind('Choose a picture.');
  }
}

/** Detaches the files of a subject: their owner may use them again, and a day later they are deleted. */
export async function detach(tx: Context, subject: Subject): Promise<void> {
  revokePublicUrlsOf(tx, await detachFiles(tx.db, subject, [], tx.clock()));
}

/**
 * Stops serving the files of a subject, also under addresses that were given out before, until `unhide`. A copy that was forwarded is
 * served as before.
 */
export async function hide(tx: Context, subject: Subject): Promise<void> {
  revokePublicUrlsOf(tx, await setFilesHidden(tx.db, subject, tx.clock()));
}

/** Serves the files of a subject again. */
export async function unhide(tx: Context, subject: Subject): Promise<void> {
  await setFilesHidden(tx.db, subject, null);
}

/** Deletes the files of a subject for good: rows now, bytes by a job of the same transaction. */
export async function erase(tx: Context, subject: Subject): Promise<void> {
  const names = await deleteFiles(tx.db, subject);
  revokePublicUrlsOf(tx, names);
  for (const name of names) await tx.jobs.add('media.erase', { name });
}

/** Moves the files of one subject to another, such as from a scheduled draft to the post that it becomes. */
export async function move(tx: Context, from: Subject, to: Subject): Promise<void> {
  await moveFiles(tx.db, from, to);
}

/**
 * Attaches the files of one subject to another as well, as when a message is forwarded. The caller must have checked who may see
 * the first one.
 * @returns the files of the second subject, as they are presented
 */
export async function share(tx: Context, ownerId: string, from: Subject, to: Subject): Promise<Media[]> {
  // A picture that is listed at this moment is hidden in the copy as well.
  await lockListForReading(tx.db);
  const newIds = (count: number) => Array.from({ length: count }, newId);
  await shareFiles(tx.db, ownerId, from, to, newIds, tx.clock());
  return (await findFiles(tx.db, to.type, [to.id])).map((file) => present(tx, file));
}

/**
 * Ends public URLs after the audience of subjects became smaller: with the commit, in every process.
 * @param subjects  those whose audience changed; absent if they are too many to list, as when an account becomes private
 */
export async function revokePublicUrls(
  tx: Context,
  subjects?: { type: SubjectType; ids: readonly string[] },
): Promise<void> {
  revokePublicUrlsOf(tx, subjects && (await findStorageNames(tx.db, subjects.type, subjects.ids)));
}

/**
 * The files of each subject, in order, by the subject's id; a subject without files is not in the map. Does not check who may see
 * the subject: the caller's query has done that. One query, whatever the number.
 */
export async function attachmentsOf(
  ctx: Context,
  type: SubjectType,
  ids: readonly string[],
): Promise<Map<string, Media[]>> {
  const found = new Map<string, Media[]>();
  if (ids.length === 0) return found;
  for (const file of await findFiles(ctx.db, type, ids)) {
    const id = file.subjectId!; // the query selects by it
    const list = found.get(id) ?? [];
    list.push(present(ctx, file));
    found.set(id, list);
  }
  return found;
}

/** All files of a subject and of its earlier versions, by id; for its history. One query. */
export async function attachmentsWithPastOf(ctx: Context, subject: Subject): Promise<Map<string, Media>> {
  const files = await filesWithPastOf(ctx.db, subject);
  return new Map(files.map((file) => [file.id, present(ctx, file)]));
}

/**
 * Sets a member's or group's picture, or clears it with null; the previous one is deleted. Its URL never changes, so the caller
 * may store it in a column. A member's is public while they are active; a group's must be signed by `signUrl`.
 *
 * @param type  `avatar` and `group` return the square of 400 pixels, `header` the full picture
 * @throws Problem 422 as `attach`
 */
export async function setPicture(
  tx: Context,
  ownerId: string,
  subject: Subject & { type: 'avatar' | 'header' | 'group' },
  mediaId: string | null,
): Promise<string | null> {
  // Of two concurrent calls the second finds the picture of the first, and deletes it.
  await lockSubject(tx.db, subject);
  const previous = (await findFiles(tx.db, subject.type, [subject.id]))[0];
  if (previous && previous.id !== mediaId) await erase(tx, subject);
  if (mediaId === null) return null;
  await attach(tx, ownerId, [mediaId], subject);
  const [file] = await findFiles(tx.db, subject.type, [subject.id]);
  return file ? permanentVariantUrl(tx, file, subject.type === 'header' ? 'full' : 'square') : null;
}

/** Signs a URL that `setPicture` returned, which does not open a picture that is not public. */
export const signUrl = (ctx: Context, address: string | null): string | null => {
  const [, name, file] = /\/([0-9a-f]{32})\/([a-z]+\.[a-z0-9]+)$/.exec(address ?? '') ?? [];
  return name === undefined || file === undefined ? null : signedUrl(ctx, name, file);
};

/** The URL of a file's variant; null until it is ready. */
export const urlOf = (
  ctx: Context,
  file: UrlSource,
  variant: 'full' | 'preview' | 'square' | 'thumb' = 'full',
): string | null => addressOf(ctx, file, variant);
