import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { chown, lchown } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * As whom PostgreSQL runs. It refuses to run as root, so root hands it to another user:
 *
 * - `self`: the ordinary user that we are
 * - `user`: we are root, and it runs as `uid`, to whom the data directory belongs
 * - `mapped`: we are root only inside a user namespace that has no other user; `unshare` gives our own user another name
 */
export type Identity = { kind: 'self' } | { kind: 'user'; uid: number; gid: number } | { kind: 'mapped' };

/** A command as `child_process.spawn` takes it. */
export type Launch = { command: string; args: string[]; cwd: string; uid?: number; gid?: number };

const NOBODY = 65534;

/** Chooses the user for a data directory: who owns it already, or `postgres`, or `nobody`. */
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
 * Another user cannot walk to a directory under a closed home (0700). The child enters it while it is still root, and from
 * then on names it as `/proc/self/cwd`, which asks for no right on the folders above. PostgreSQL itself always stays in its
 * data directory, so the name holds for every process of the server.
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

/** Gives a directory and all in it to the user that PostgreSQL runs as; does nothing where it is theirs already. */
export async function changeOwner(identity: Identity, directory: string): Promise<void> {
  if (identity.kind !== 'user' || lstatSync(directory).uid === identity.uid) return;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), identity.uid, identity.gid);
  }
  // The directory itself comes last: it is what the next start looks at, should this one be cut short.
  await chown(directory, identity.uid, identity.gid);
}

/** The environment of PostgreSQL and its guardian: nothing of ours, so no PGDATA, no NODE_OPTIONS, no secret. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const passedOn: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TMPDIR']) {
    if (process.env[name] !== undefined) passedOn[name] = process.env[name];
  }
  return passedOn;
}
