/**
 * Why the embedded PostgreSQL cannot run: one sentence that tells the operator what to do.
 *
 * Any other error is a bug and is thrown unchanged. `cause` holds the detail for the log.
 */
export class PostgresProblem extends Error {
  override name = 'PostgresProblem';
}

const fullDisk = (dataDir: string) =>
  `The disk that holds ${dataDir} is full; free some space and start again.`;
const noPermission = (path: string) =>
  `There is no permission to use ${path}; give this user the right to read and write it, or choose another DATA_DIR.`;
export const inUse = (dataDir: string, cause?: unknown) =>
  new PostgresProblem(
    `The database in ${dataDir} is in use by another run; stop that one first, or choose another DATA_DIR.`,
    { cause },
  );

/** Explains a failed file or process call if its cause is known; returns any other error unchanged. */
export function explainError(error: unknown, dataDir: string): unknown {
  if (error instanceof PostgresProblem || !(error instanceof Error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new PostgresProblem(fullDisk(dataDir), { cause: error });
  if (code === 'EROFS') {
    return new PostgresProblem(`${path ?? dataDir} is on a read-only disk; choose another DATA_DIR.`, {
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new PostgresProblem(noPermission(path ?? dataDir), { cause: error });
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new PostgresProblem(
      `${path ?? dataDir} is a file where a folder is needed; choose another DATA_DIR.`,
      { cause: error },
    );
  }
  return error;
}

/** Explains the output of a failed `postgres` or `initdb`; for an unknown cause, its last lines. */
export function explainOutput(output: string, dataDir: string): PostgresProblem {
  const cause = new Error(output.trim().slice(-4000) || 'no output');
  const library =
    /loading shared libraries: ([^:\s]+)/.exec(output)?.[1] ?? /Library not loaded: (\S+)/.exec(output)?.[1];
  if (library) {
    return new PostgresProblem(
      `PostgreSQL needs the system library ${library}; install it with the system's package manager, or set DATABASE_URL.`,
      { cause },
    );
  }
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return new PostgresProblem(fullDisk(dataDir), { cause });
  }
  if (/lock file "postmaster\.pid" already exists|lock file .* is empty/.test(output))
    return inUse(dataDir, cause);
  if (/Permission denied|Operation not permitted/i.test(output)) {
    return new PostgresProblem(noPermission(dataDir), { cause });
  }
  if (/could not (create|resize|map|attach).*shared memory|Cannot allocate memory/i.test(output)) {
    return new PostgresProblem(
      'There is not enough memory for PostgreSQL; close other programs or lower shared_buffers.',
      {
        cause,
      },
    );
  }
  const own =
    output.match(/(?:FATAL|PANIC|error):\s+(.+)/g)?.at(-1) ?? output.trim().split('\n').at(-1) ?? '';
  return new PostgresProblem(
    `PostgreSQL did not start in ${dataDir}: ${own.trim() || 'it gave no reason'}.`,
    { cause },
  );
}
