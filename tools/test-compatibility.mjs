// `npm run test:compatibility`: the previous release on the new schema. During a release, and after it was taken back, the previous version
// reads and writes the database that the migrations of this one have changed. So its own tests of the modules run on that database.
//
// The previous release is the newest tag `v*` before this commit. Without one it is the commit before the newest migration. Another may be
// named: `npm run test:compatibility -- COMMIT`.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkNode, ensurePackages, fail, locked, root } from './bootstrap.mjs';

const MIGRATIONS = 'database/migrations';
const tree = join(root, '.cache/compatibility');
/** They look at the schema or at plans, not at what members can do. */
const ABOUT_THE_SCHEMA = ['**/plans.test.ts', '**/*indexes.test.ts', 'server/modules/table.test.ts'];

const say = (words) => console.log(`  ${words}`);
checkNode();
await locked(async () => ensurePackages(say));

const git = (...args) => {
  const done = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) fail(`git ${args[0]}: ${done.stderr.trim()}`);
  return done.stdout.trim();
};

function previousRelease() {
  const given = process.argv[2];
  if (given) return [given, 'named'];
  const tags = git(
    'tag',
    '--merged',
    'HEAD',
    '--no-contains',
    'HEAD',
    '--list',
    'v*',
    '--sort=-version:refname',
  );
  if (tags) return [tags.split('\n')[0], 'the newest tag'];
  const newest = readdirSync(join(root, MIGRATIONS))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .at(-1);
  const added = git(
    'log',
    '--max-count=1',
    '--diff-filter=A',
    '--format=%H',
    '--',
    `${MIGRATIONS}/${newest}`,
  );
  return added ? [`${added}^`, `before ${newest}`] : ['HEAD', `before ${newest}, which is not committed`];
}

/** Hard links, because links between the workspaces must lead into the copy. */
function linkPackages() {
  if (
    readFileSync(join(tree, 'package-lock.json'), 'utf8') !==
    readFileSync(join(root, 'package-lock.json'), 'utf8')
  ) {
    say('It needs other packages …');
    return spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: tree, stdio: 'inherit' }).status === 0;
  }
  const folders = spawnSync(
    'find',
    ['.', '-maxdepth', '3', '-name', 'node_modules', '-prune', '-not', '-path', './.cache/*', '-print'],
    { cwd: root, encoding: 'utf8' },
  ).stdout.trim();
  return folders.split('\n').every((folder) => {
    mkdirSync(dirname(join(tree, folder)), { recursive: true });
    return spawnSync('cp', ['--archive', '--link', folder, join(tree, folder)], { cwd: root }).status === 0;
  });
}

const removeTree = () => {
  rmSync(tree, { recursive: true, force: true });
  git('worktree', 'prune');
};

const [name, why] = previousRelease();
const commit = git('rev-parse', '--short', name);
removeTree();
let status = 1;
try {
  git('worktree', 'add', '--detach', tree, commit);
  const theirs = new Set(readdirSync(join(tree, MIGRATIONS)));
  const added = readdirSync(join(root, MIGRATIONS)).filter((file) => !theirs.has(file));
  say(`${commit} (${why}) on the schema with ${added.join(', ') || 'no other migration'}`);
  if (!linkPackages()) fail('its packages could not be installed');
  rmSync(join(tree, MIGRATIONS), { recursive: true });
  cpSync(join(root, MIGRATIONS), join(tree, MIGRATIONS), { recursive: true });
  const excluded = ABOUT_THE_SCHEMA.flatMap((pattern) => ['--exclude', pattern]);
  const vitest = join(tree, 'node_modules/vitest/vitest.mjs');
  status =
    spawnSync(process.execPath, [vitest, 'run', 'server/modules', ...excluded], {
      cwd: tree,
      stdio: 'inherit',
      env: { ...process.env, TEST_QUICK: '1' },
    }).status ?? 1;
} finally {
  if (existsSync(tree)) removeTree();
}
process.exit(status);
