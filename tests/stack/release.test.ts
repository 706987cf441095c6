import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { NOTHING, startLoad } from './load.ts';
import { api, conversationOf, join, type Member, openToStudents, signIn } from './member.ts';
import { folder, isSmall, MAIL_PORT } from './site.ts';
import { compose, containers, deploy, engine, serviceOf } from './stack.ts';

const MEMBERS = 10;
const ROLLING = isSmall
  ? ['gateway', 'realtime', 'worker']
  : [
      'admin',
      'auth',
      'feed',
      'gateway',
      'media',
      'messaging',
      'operations',
      'realtime',
      'search',
      'web',
      'worker',
    ];

/** These have one container each and stop when it is replaced, so a release that does not change them leaves them alone. */
const STORES = ['postgres', 'pgbouncer', 'valkey', 'nginx'];

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let readers: Member[];
let ayse: Member;
let bora: Member;
let conversationId: string;

beforeAll(async () => {
  mailbox = await openMailbox(MAIL_PORT);
  const group = randomUUID().slice(0, 6);
  await openToStudents(`owner_${group}`);
  const joined: Member[] = [];
  // Each has limits of their own.
  for (let number = 0; number < MEMBERS; number++)
    joined.push(await join(mailbox, `member${number}_${group}`));
  [ayse, bora] = joined as [Member, Member];
  readers = joined.slice(2);
  conversationId = await conversationOf(ayse, bora);
});
beforeEach(async () => {
  for (const member of [ayse, bora, ...readers]) await signIn(member);
});
afterAll(() => mailbox?.close());

// --- versions ---------------------------------------------------------------------------------------------------------------------

/** Makes the images of a version from those of this one. Lines of a Dockerfile say in which it differs. */
async function makeVersion(version: string, changes: Record<string, string[]> = {}): Promise<void> {
  for (const name of ['postgres', 'pgbouncer', 'valkey', 'nginx', 'backup', 'monitoring'])
    await engine('tag', `chitlaq/${name}:latest`, `chitlaq/${name}:${version}`);
  for (const name of ['app', 'realtime', 'media']) {
    const file = joinPath(folder, 'version.Dockerfile');
    const lines = [`FROM chitlaq/${name}:latest`, `LABEL version=${version}`, ...(changes[name] ?? [])];
    writeFileSync(file, `${lines.join('\n')}\n`);
    // No context.
    await engine(
      'build',
      '--quiet',
      '--tag',
      `chitlaq/${name}:${version}`,
      '--file',
      file,
      joinPath(deploy, 'node'),
    );
  }
}

interface Run {
  child: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
}
/** Runs a command of an operator. */
function command(name: 'release' | 'rollback', ...args: string[]): Run {
  const env = { ...process.env, HEALTH_SECONDS: '30' };
  const child = spawn(joinPath(deploy, name), args, {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
      if (process.env.STACK_VERBOSE) process.stdout.write(data);
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output }));
  });
  return { child, ended };
}

/** The version of each process that can be switched; two, if both run. */
async function versions(): Promise<Record<string, string>> {
  const found: Record<string, string[]> = {};
  for (const container of await containers()) {
    const service = serviceOf(container);
    if (!ROLLING.includes(service)) continue;
    found[service] = [...(found[service] ?? []), container.Config.Image.split(':')[1] ?? ''];
  }
  return Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.sort().join()]));
}
const all = (version: string) => Object.fromEntries(ROLLING.map((name) => [name, version]));
const inUse = () => /^VERSION=(.*)$/m.exec(readFileSync(joinPath(deploy, '.env'), 'utf8'))?.[1];

// --- members, all the time ----------------------------------------------------------------------------------------------------------

/** Members who read, post and write messages until `stop()`. */
const members = () =>
  startLoad({
    readers,
    reads: ['/', ...['/feed/home', '/conversations', '/search/users?q=ayse', '/notifications'].map(api)].map(
      (path) => ({ path }),
    ),
    readPauseMs: 4_000,
    postPauseMs: 16_000,
    pairs: [{ members: [ayse, bora], conversationId }],
    messagePauseMs: 600,
  });

describe('a release', () => {
  test('replaces every process while members go on; no request fails and no message is lost', async () => {
    await makeVersion('v1');
    const stores = async () => (await containers()).filter((one) => STORES.includes(serviceOf(one)));
    const before = (await stores()).map(({ Id }) => Id).sort();
    const load = members();
    const startedAt = Date.now();
    const { code, output } = await command('release', '--no-backup', 'v1').ended;
    console.log(`  a release took ${Math.round((Date.now() - startedAt) / 1000)} s`);
    const seen = await load.stop();
    expect(code, output).toBe(0);
    expect(seen).toEqual(NOTHING);
    expect(await versions()).toEqual(all('v1'));
    expect(inUse()).toBe('v1');
    expect((await stores()).map(({ Id }) => Id).sort()).toEqual(before);
  }, 400_000);

  /** Answers the API with 500, and says that it is ready. */
  const WRONG = [
    'USER 0',
    `RUN printf '%s' "import http from 'node:http'; const { emit } = http.Server.prototype; http.Server.prototype.emit = function (name, request, response, ...rest) { if (name === 'request' && request.url.startsWith('/api/v1/auth')) { response.statusCode = 500; return response.end('broken'); } return emit.call(this, name, request, response, ...rest); };" > /app/wrong.mjs`,
    'USER 1001:1001',
    'ENV NODE_OPTIONS=--import=/app/wrong.mjs',
  ];
  const BLOCKED = [
    'USER 0',
    'RUN echo "alter table content.posts add column of_test text;" > database/migrations/9998_content_of_test.sql',
    'USER 1001:1001',
  ];
  const broken: [how: string, version: string, changes: Record<string, string[]>, reason: string][] = [
    ['does not start', 'v2-start', { media: ['ENTRYPOINT ["/nowhere"]'] }, 'worker'],
    [
      'is never healthy',
      'v2-health',
      { media: ['ENTRYPOINT ["/bin/bash", "-c", "sleep 600"]'] },
      'is not healthy after 30 seconds',
    ],
    [
      'is healthy and answers wrongly',
      'v2-wrong',
      isSmall ? { media: WRONG } : { app: WRONG },
      'smoke test: /api/v1/auth/universities?q=universite answers 500',
    ],
    [
      'has a migration that gets no lock',
      'v2-blocked',
      { app: BLOCKED },
      '9998_content_of_test.sql failed: no lock after 15 attempts',
    ],
  ];
  test.for(broken)(
    'that %s comes back by itself, while members go on',
    { timeout: 300_000 },
    async ([, version, changes, reason]) => {
      await makeVersion(version, changes);
      const sql = (text: string) =>
        compose('exec', '-T', 'postgres', 'psql', '--dbname', 'chitlaq', '--command', text);
      const holder =
        version === 'v2-blocked'
          ? sql('begin; select count(*) from content.posts; select pg_sleep(250)').catch(() => '')
          : undefined;
      const load = members();
      const { code, output } = await command('release', '--no-backup', version).ended;
      const seen = await load.stop();
      expect(code, output).toBe(1);
      expect(output).toContain(reason);
      expect(output).toContain('v1 is in service');
      expect(seen).toEqual(NOTHING);
      expect(await versions()).toEqual(all('v1'));
      expect(inUse()).toBe('v1');
      if (holder) {
        await sql(
          "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(250)%' and pid <> pg_backend_pid()",
        );
        await holder;
      }
    },
  );

  test('that takes away what the running version needs is refused before anything is changed', async () => {
    const lines = ['-- contracts content.of_test after 9996: nobody reads it', 'drop table content.of_test;'];
    const write = `printf '%s\\n' '${lines.join("' '")}' > database/migrations/9997_content_of_test.sql`;
    await makeVersion('v2-contracted', { app: ['USER 0', `RUN ${write}`, 'USER 1001:1001'] });
    const before = await versions();
    const { code, output } = await command('release', '--no-backup', 'v2-contracted').ended;
    expect(code, output).toBe(1);
    expect(output).toMatch(
      /9997_content_of_test.sql takes away what \S+ still needs: release a version with migration 9996 first/,
    );
    expect(await versions()).toEqual(before);
  });

  test('that is cut off in the middle is taken back by deploy/rollback', async () => {
    await makeVersion('v3');
    const { child, ended } = command('release', '--no-backup', 'v3');
    await expect.poll(async () => (await versions()).worker, { timeout: 60_000 }).toContain('v3');
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
    const load = members();
    const { code, output } = await command('rollback').ended;
    expect(code, output).toBe(0);
    expect(await load.stop()).toEqual(NOTHING);
    expect(await versions()).toEqual(all('v1'));
  }, 200_000);
});
