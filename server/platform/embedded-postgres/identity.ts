import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { chown, lchown } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The user that PostgreSQL runs as. It refuses to run as root, so root starts it as another user:
 *
 * - `self`: we are an ordinary user, and so is it
 * - `user`: we are root, and it runs as `uid`, which owns the data directory
 * - `mapped`: we are root only inside a user namespace that has no other user; `unshare` maps our own user to another name
 */
export type Identity = { kind: 'self' } | { kind: 'user'; uid: number; gid: number } | { kind: 'mapped' };

/** A command as `child_process.spawn` takes it. */
export type Launch = { command: string; args: string[]; cwd: string; uid?: number; gid?: number };

const NOBODY = 65534;

/** Chooses the user for a data directory: its owner, or `postgres`, or `nobody`. */
export function chooseIdentity(dataDir: string): Identity {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  if (existsSync(dataDir)) {
    const { uid, gid } = lstatSync(dataDir);
    if (uid !== 0) return { kind: 'user', uid, gid };
  }
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { kind: 'user', uid: Number(uid), gid: Number(gid) };
  }
  return { kind: 'user', uid: NOBODY, gid: NOBODY };
}

/**
 * How to run a PostgreSQL program on a directory.
 *
 * Another user cannot traverse a home that only its owner may enter (0700). The child changes into the directory while it is
 * still root, and from then on calls it `/proc/self/cwd`, which needs no permission on the folders above. PostgreSQL always stays
 * in its data directory, so the name is valid for every process of the server.
 */
export function launch(identity: Identity, program: string, directory: string, args: string[]): Launch {
  if (identity.kind === 'self') return { command: program, args: ['-D', directory, ...args], cwd: directory };
  const named = process.platform === 'linux' ? '/proc/self/cwd' : directory;
  if (identity.kind === 'mapped') {
    const rename = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', program];
    return { command: 'unshare', args: [...rename, '-D', named, ...args], cwd: directory };
  }
  return {
    command: program,
    args: ['-D', named, ...args],
    cwd: directory,
    uid: identity.uid,
    gid: identity.gid,
  };
}

/** Gives a directory and all its contents to the user that PostgreSQL runs as; does nothing if that user owns it already. */
export async function changeOwner(identity: Identity, directory: string): Promise<void> {
  if (identity.kind !== 'user' || lstatSync(directory).uid === identity.uid) return;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), identity.uid, identity.gid);
  }
  // The directory itself comes last: its owner tells the next start whether this one was interrupted.
  await chown(directory, identity.uid, identity.gid);
}

/** The environment of PostgreSQL and its watchdog. It inherits nothing of ours: no PGDATA, no NODE_OPTIONS, no secrets. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const passedOn: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TMPDIR']) {
    if (process.env[name] !== undefined) passedOn[name] = process.env[name];
  }
  return passedOn;
}
