import { createHmac, hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BackupProblem } from './problem.ts';

const MIN_KEY_CHARACTERS = 32;

/** The key of the backups. It is never part of one. */
export class BackupKey {
  readonly #root: Buffer;
  /** Says which key a backup was made with, and nothing about the key. */
  readonly id: string;

  constructor(text: string) {
    // A generated key needs no stretching; scrypt is for a text that a person has chosen.
    this.#root = scryptSync(text, 'chitlaq backup', 32, { N: 2 ** 15, r: 8, maxmem: 64 * 1024 * 1024 });
    this.id = this.derive(Buffer.alloc(0), 'id').toString('hex').slice(0, 16);
  }
  /** A 256-bit key for one purpose. */
  derive(salt: Buffer, purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#root, salt, `chitlaq backup ${purpose}`, 32));
  }
  mac(text: string): string {
    return createHmac('sha256', this.derive(Buffer.alloc(0), 'manifest'))
      .update(text)
      .digest('hex');
  }
  toJSON() {
    return '[backup key]';
  }
}

/** Reads the key file. @throws BackupProblem if it is missing or too short */
export function readKey(file: string): BackupKey {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new BackupProblem(
      `There is no backup key at ${file}. Put your copy of it there, or name it with BACKUP_KEY_FILE.`,
    );
  }
  if (text.length < MIN_KEY_CHARACTERS)
    throw new BackupProblem(`The backup key in ${file} is shorter than ${MIN_KEY_CHARACTERS} characters.`);
  return new BackupKey(text);
}

/** Creates the key file if it does not exist. @returns whether it did so now */
export function createKey(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const options = { mode: 0o600, flag: 'wx', flush: true };
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, options);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The key for backups into a folder. The first backup creates both. A folder that has backups already needs the key that they were made
 * with.
 * @param options.mayBeNew whether the folder may be empty although there is a key. If nobody watches, it may be the mount point of a disk
 * that is not mounted, and backups would fill the disk below.
 * @throws BackupProblem if the key is missing or too short, or the folder is empty
 */
export function keyForBackups(
  file: string,
  target: string,
  { mayBeNew, say }: { mayBeNew: boolean; say: (words: string) => void },
): BackupKey {
  const backups = join(target, 'backups');
  if (!existsSync(backups)) {
    if (createKey(file))
      say(
        `Created the key ${file}. Keep a copy of it away from this machine: without it nobody can read the backups.`,
      );
    else if (!mayBeNew)
      throw new BackupProblem(
        `${target} has no backups, although there is a key for them. Is its disk mounted? If the folder is new, run \`npm run backup\` once.`,
      );
    mkdirSync(backups, { recursive: true, mode: 0o700 });
  }
  return readKey(file);
}
