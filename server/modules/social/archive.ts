import { z } from 'zod';
import { type ArchivePart, archiveOf, archiveOfOne } from '../../platform/member-data/index.ts';
import {
  findBlocksForArchive,
  findFollowersForArchive,
  findFollowsForArchive,
  findMutesForArchive,
  findRequestsForArchive,
} from './archive.queries.ts';
import { findContactSettings } from './contact/queries.ts';

const at = z.iso.datetime();

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOf('follows', z.strictObject({ id: z.uuid(), at, username: z.string() }), findFollowsForArchive),
  archiveOf('followers', z.strictObject({ id: z.uuid(), at, username: z.string() }), findFollowersForArchive),
  archiveOf(
    'follow-requests',
    z.strictObject({ id: z.uuid(), at, username: z.string() }),
    findRequestsForArchive,
  ),
  archiveOf('blocks', z.strictObject({ id: z.uuid(), at, username: z.string() }), findBlocksForArchive),
  archiveOfOne(
    'contact-settings',
    z.strictObject({
      mentions: z.string(),
      replies: z.string(),
      messages: z.string(),
      groups: z.string(),
      strictWithNewcomers: z.boolean(),
      concealRequests: z.boolean(),
    }),
    findContactSettings,
  ),
  archiveOf('mutes', z.strictObject({ id: z.uuid(), at, username: z.string() }), findMutesForArchive),
];
