import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Disk space per member of a campus, with a margin: follows, posts with their words, likes, and the WAL while it is made. */
const BYTES_PER_MEMBER = 130_000;

export interface Proportions {
  follows: number;
  posts: number;
  likes: number;
}

/** The folder of a campus with this many members under `at`; created if it is missing, which takes minutes to an hour. */
export async function ensureCampus(at: string, members: number, each: Proportions): Promise<string> {
  const folder = join(at, `growth-${members}-${each.posts}`);
  const doneMarker = join(folder, 'made');
  if (existsSync(doneMarker)) return folder;
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(at);
  if (bavail * bsize < members * BYTES_PER_MEMBER)
    throw new Error(
      `${members} members take up to ${Math.ceil((members * BYTES_PER_MEMBER) / 1e9)} GB, and ${at} has less free: give another folder with --at`,
    );
  const options = { users: members, posts: members * each.posts, follows: members * each.follows };
  const args = Object.entries({ ...options, likes: members * each.likes }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'database/seed/cli.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DATA_DIR: folder },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the campus was not made: delete ${folder} before the next try`);
  writeFileSync(doneMarker, '');
  return folder;
}

export const removeCampus = (folder: string): void => rmSync(folder, { recursive: true, force: true });
