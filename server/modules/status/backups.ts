import type { BackupKind } from '../../platform/backup/pgbackrest.ts';
import type { Context } from '../../platform/context.ts';
import { findBackupPlaces, isLogArchived, type PlaceRow } from './queries.ts';
import type { BackupCopy, StatusHistory } from './schemas.ts';

/** As the alert BackupOld: a backup each day, and two hours for it. */
const OVERDUE_MS = 26 * 3_600_000;
const KINDS: Record<BackupKind, BackupCopy['kind']> = {
  full: 'full',
  diff: 'differential',
  incr: 'incremental',
};

type Backup = Omit<PlaceRow, 'bytes'>;

/** What everybody may know of the backups: how old they are, of which kind, and whether one is off site. No names, no folders. */
export async function backupState(ctx: Context, now: Date): Promise<StatusHistory['backup']> {
  const { backupDir, s3Url } = ctx.config;
  const found: Backup[] = await findBackupPlaces(ctx.db);
  if (backupDir !== undefined) found.push(...(await newestInFolder(backupDir)));
  const copyAt = (location: BackupCopy['location'], backups: Backup[]): BackupCopy[] => {
    if (backups.length === 0) return [];
    const [newest] = backups.flatMap(({ at, kind }) => (at && kind ? [{ at, kind }] : [])).sort(newestFirst);
    const isOverdue = newest !== undefined && now.getTime() - newest.at.getTime() > OVERDUE_MS;
    return [
      {
        location,
        status: backups.some(({ isFailing }) => isFailing) ? 'failed' : isOverdue ? 'overdue' : 'ok',
        at: newest?.at.toISOString() ?? null,
        kind: newest ? KINDS[newest.kind] : null,
      },
    ];
  };
  return {
    isSetUp: found.length > 0 || backupDir !== undefined || (await isLogArchived(ctx.db)),
    includesUploads: s3Url === undefined,
    copies: [
      ...copyAt(
        'here',
        found.filter(({ place }) => place === 'disk'),
      ),
      ...copyAt(
        'off_site',
        found.filter(({ place }) => place !== 'disk'),
      ),
    ],
  };
}

const newestFirst = (a: { at: Date }, b: { at: Date }): number => b.at.getTime() - a.at.getTime();

/** The newest backup of the default run, which is always a full one. */
async function newestInFolder(folder: string): Promise<Backup[]> {
  const { listBackups } = await import('../../platform/backup/manifest.ts');
  const [newest] = listBackups(folder);
  return newest ? [{ place: 'disk', at: newest.at, kind: 'full', isFailing: false }] : [];
}
