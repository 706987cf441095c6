import type pg from 'pg';
import { countTables, differingTables, type TableCount } from '../../../platform/backup/counts.ts';
import { DrillFailure } from './judge.ts';

/** The tables that a backup counts and a drill compares: what members and staff would miss most. */
export const countedTables = [
  'auth.users',
  'auth.credentials',
  'auth.audit_log',
  'social.follows',
  'social.blocks',
  'profiles.profiles',
  'content.posts',
  'content.likes',
  'content.bookmarks',
  'media.files',
  'media.objects',
  'messaging.conversations',
  'messaging.memberships',
  'messaging.messages',
  'messaging.reactions',
  'notifications.notifications',
  'moderation.reports',
  'moderation.decisions',
] as const;

/**
 * Compares a copy that was recovered to the restore point of its backup with what was counted there.
 * @throws DrillFailure that names the tables that differ
 */
export async function compareCounts(client: pg.Client, expected: readonly TableCount[]): Promise<void> {
  const found = await countTables(
    client,
    expected.map(({ table }) => table),
  );
  const differing = differingTables(expected, found);
  if (differing.length > 0)
    throw new DrillFailure('counts', `Other rows than at the time of the backup: ${differing.join(', ')}.`);
}
