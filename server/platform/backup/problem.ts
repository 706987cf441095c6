/** Why a backup or a restore cannot go on: one sentence for the operator. Any other error is a bug. */
export class BackupProblem extends Error {
  override name = 'BackupProblem';
}

/** Another process makes a backup of the same database. */
export class BackupInProgress extends BackupProblem {
  override name = 'BackupInProgress';
}

/** Explains a failed file call if the operator can mend its cause; returns any other error unchanged. */
export function explainFileError(error: unknown, folder: string): unknown {
  if (error instanceof BackupProblem || !(error instanceof Error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new BackupProblem(`The disk that holds ${folder} is full. Make some room, then try again.`, {
      cause: error,
    });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new BackupProblem(`${path ?? folder} cannot be written or read by this user.`, { cause: error });
  if (code === 'ENOTDIR')
    return new BackupProblem(`${path ?? folder} is a file where a folder is needed.`, { cause: error });
  return error;
}
