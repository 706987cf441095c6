import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join as joinPath } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { type Kind, type Load, startLoad, type Try } from './load.ts';
import {
  api,
  conversationOf,
  DOMAIN,
  door,
  join,
  type Member,
  openToStudents,
  PASSWORD,
  signIn,
} from './member.ts';
import { ADMIN, call, folder, isSmall, MAIL_PORT, root } from './site.ts';
import {
  addressOf,
  type Container,
  compose,
  containers,
  engine,
  HOOK_PORT,
  running,
  serviceOf,
} from './stack.ts';

const READERS = 6;
const PAIRS = 2;
/** An answer that takes longer is an outage to whoever waits for it. */
const SLOW_MS = 2_000;
/** Without a failure for this long, all is well. */
const CALM_MS = 4_000;
const RENEW_MS = 8 * 60_000;
/** Alerts that look at several rows, at a stack without a backup, and at how much this load posts. */
const NOT_OF_THE_FAULT = /^(?:ErrorBudget|HighErrorRate|Backup|WalArchive|Restore|PostWave)/;
const PAGE = joinPath(root, 'docs/reliability.md');

interface Fault {
  what: string;
  /** Seconds after its end in which everything works again, without anybody's help. */
  within: number;
  begin(): Promise<void>;
  /** It lasts so many seconds, and ends by `end`. Without these it is over at once, and the stack itself mends it. */
  lasts?: number;
  end?(): Promise<void>;
  /** Somebody registers meanwhile: their mail has to come. */
  needsMail?: boolean;
}
interface Row {
  what: string;
  failed: Record<'read' | 'write' | 'message', number>;
  longest: Record<Kind | 'socket', number>;
  sockets: number;
  liveAfter: number;
  /** Seconds in which it has to be. */
  allowed: number;
  mailAfter?: number;
  broken: number;
  alerts: string[];
}
const rows: Row[] = [];

/** Where alerts go. */
const hook = createServer((request, response) => {
  request.resume();
  response.end();
});
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let members: Member[];
let load: Load;
let renewedAt: number;
let alertsAddress: string;
let databaseDisk: string;

beforeAll(async () => {
  await useSmallDisk();
  mailbox = await openMailbox(MAIL_PORT);
  hook.listen(HOOK_PORT);
  const group = randomUUID().slice(0, 6);
  // PgBouncer has yet to see that the database is back.
  await vi.waitFor(() => openToStudents(`owner_${group}`), { timeout: 60_000, interval: 1_000 });
  members = [];
  for (let number = 0; number < READERS + 2 * PAIRS; number++)
    members.push(await join(mailbox, `member${number}_${group}`));
  renewedAt = Date.now();
  const writers = members.slice(READERS);
  const pairs: { members: [Member, Member]; conversationId: string }[] = [];
  for (let number = 0; number < PAIRS; number++) {
    const [one, other] = writers.slice(2 * number) as [Member, Member];
    pairs.push({ members: [one, other], conversationId: await conversationOf(one, other) });
  }
  alertsAddress = await addressOf('alerts');
  load = startLoad({
    readers: members.slice(0, READERS),
    // Something of each process.
    reads: [
      ...[
        '/',
        ...['/auth/me', '/feed/home', '/search/users?q=isil', '/conversations', '/media/quota'].map(api),
        api('/status/history'),
      ].map((path) => ({ path })),
      { path: '/admin', host: ADMIN, headers: door },
    ],
    readPauseMs: 2_000,
    postPauseMs: 12_000,
    pairs,
    messagePauseMs: 1_000,
  });
  await becomeWell(Date.now(), 60);
}, 300_000);

afterAll(async () => {
  try {
    hook.closeAllConnections();
    hook.close();
    await mailbox?.close();
    await compose('stop', 'postgres');
  } finally {
    spawnSync('umount', ['--lazy', databaseDisk]);
    if (rows.length === faults.length) writeTable();
  }
}, 180_000);

// --- faults ------------------------------------------------------------------------------------------------------------------------

async function containerOf(service: string): Promise<Container> {
  const found = (await running()).find((one) => serviceOf(one) === service);
  if (!found) throw new Error(`there is no ${service}`);
  return found;
}

/** The engine would not start again what it was asked to kill, so the process is killed behind its back. */
const killed = (service: string, within: number, more: Partial<Fault> = {}): Fault => ({
  what: `\`${service}\` is killed`,
  within,
  begin: async () => void process.kill((await containerOf(service)).State.Pid, 'SIGKILL'),
  ...more,
});

/** A disk of its own for the database, which can be filled without harm to this machine. */
async function useSmallDisk(): Promise<void> {
  const { Mountpoint } = JSON.parse(
    await engine('volume', 'inspect', '--format', '{{json .}}', 'chitlaqtest_postgres'),
  );
  databaseDisk = Mountpoint;
  const image = joinPath(folder, 'database.img');
  const copy = joinPath(folder, 'database');
  await compose('stop', 'postgres');
  mkdirSync(copy);
  for (const [command, ...args] of [
    ['truncate', '--size', '1500M', image],
    ['mkfs.ext4', '-q', '-m', '0', image],
    ['mount', '-o', 'loop', image, copy],
    ['cp', '--archive', `${databaseDisk}/.`, copy],
    ['chown', '--reference', databaseDisk, copy],
    ['umount', copy],
    ['mount', '-o', 'loop', image, databaseDisk],
  ] as [string, ...string[]][]) {
    const done = spawnSync(command, args, { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}`);
  }
  await compose('start', 'postgres');
}

const ballast = () => joinPath(databaseDisk, 'ballast');
async function fillDisk(): Promise<void> {
  // The last blocks go one by one: files of the database grow meanwhile.
  for (let tries = 0; tries < 50; tries++) {
    const { bavail, bsize } = statfsSync(databaseDisk);
    if (bavail === 0) return;
    const had = existsSync(ballast()) ? Number(spawnSync('stat', ['-c', '%s', ballast()]).stdout) : 0;
    spawnSync('fallocate', ['--length', String(had + bavail * bsize), ballast()]);
    await delay(100);
  }
}

const gatewayRule = async (action: '--insert' | '--delete') => {
  const { Pid } = (await containerOf('gateway')).State;
  const address = await addressOf('valkey');
  for (const [chain, side] of [
    ['OUTPUT', '--destination'],
    ['INPUT', '--source'],
  ]) {
    const rule = ['iptables', '--wait', action, chain ?? '', side ?? '', address, '--jump', 'DROP'];
    const done = spawnSync('nsenter', [`--net=/proc/${Pid}/ns/net`, ...rule], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${rule.join(' ')}: ${done.stderr}`);
  }
};

/** Takes all memory that a container may have, until the kernel ends its process. */
async function useUpMemory(service: string): Promise<void> {
  const { Id, State, HostConfig } = await containerOf(service);
  const groups = readFileSync(`/proc/${State.Pid}/cgroup`, 'utf8');
  const path = /^\d+:memory:(.*)$/m.exec(groups)?.[1] ?? /^0::(.*)$/m.exec(groups)?.[1] ?? '';
  const group = [`/sys/fs/cgroup/memory${path}`, `/sys/fs/cgroup${path}`].find((one) => existsSync(one));
  if (!group) throw new Error(`the control group of ${service} is not found`);
  // The kernel ends the larger process of those with the highest score, as when it needs too much by itself.
  for (const pid of readFileSync(`${group}/cgroup.procs`, 'utf8').split('\n').filter(Boolean))
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  const eats = `echo $$ > ${group}/cgroup.procs && head -c ${HostConfig.Memory} /dev/zero | tail`;
  const eater = spawn('sh', ['-c', eats], { stdio: 'ignore', detached: true });
  try {
    await expect
      .poll(async () => (await containers()).find((one) => one.Id === Id)?.State.Pid, { interval: 50 })
      .not.toBe(State.Pid);
  } finally {
    if (eater.exitCode === null && eater.signalCode === null && eater.pid !== undefined)
      process.kill(-eater.pid, 'SIGKILL');
  }
}

const apps = ['auth', 'feed', 'search', 'messaging', 'media', 'operations', 'web', 'admin'];
const faults: Fault[] = [
  killed('gateway', 20),
  ...(isSmall ? [] : apps).map((service) => killed(service, 20)),
  killed('realtime', 20),
  killed('worker', 30, { needsMail: true }),
  killed('nginx', 20),
  killed('pgbouncer', 20),
  killed('valkey', 20),
  killed('postgres', 30),
  {
    what: '`postgres` stands still for 20 s',
    within: 20,
    lasts: 20,
    begin: async () => void (await engine('pause', (await containerOf('postgres')).Id)),
    end: async () => void (await engine('unpause', (await containerOf('postgres')).Id)),
  },
  {
    what: '`postgres` is restarted',
    within: 30,
    begin: async () => void (await compose('restart', 'postgres')),
  },
  {
    what: '`postgres` is away for two minutes',
    within: 30,
    lasts: 120,
    begin: async () => void (await compose('stop', 'postgres')),
    end: async () => void (await compose('start', 'postgres')),
  },
  {
    what: 'the disk of `postgres` is full for 20 s',
    within: 60,
    lasts: 20,
    begin: fillDisk,
    end: async () => rmSync(ballast()),
  },
  {
    what: '`gateway` and `valkey` do not reach each other for 20 s',
    within: 20,
    lasts: 20,
    begin: () => gatewayRule('--insert'),
    end: () => gatewayRule('--delete'),
  },
  {
    what: 'the mail server is away for 20 s',
    within: 90,
    lasts: 20,
    begin: () => mailbox.close(),
    end: async () => {
      mailbox = await openMailbox(MAIL_PORT);
    },
    needsMail: true,
  },
  {
    what: `\`${isSmall ? 'gateway' : 'feed'}\` needs more memory than its limit`,
    within: 20,
    begin: () => useUpMemory(isSmall ? 'gateway' : 'feed'),
  },
];

// --- what members see --------------------------------------------------------------------------------------------------------------

/** By stream, in order of their end. */
function streamsOf(tries: readonly Try[]): Map<string, Try[]> {
  const streams = new Map<string, Try[]>();
  for (const one of tries) {
    const list = streams.get(one.stream);
    if (list) list.push(one);
    else streams.set(one.stream, [one]);
  }
  return streams;
}

/** Streams that have not worked since `since`, or have stopped to; sockets that are away. */
function troubles(since: number): string[] {
  const now = Date.now();
  const found: string[] = [];
  let hasPosted = false;
  for (const [stream, tries] of streamsOf(load.tries)) {
    const last = tries.at(-1);
    // Messages go by request only while there is no socket.
    if (!last || last.kind === 'request') continue;
    if (last.error !== undefined) found.push(`${stream}: ${last.error}`);
    // It is not everybody's turn to post.
    else if (last.kind === 'write') hasPosted ||= last.startedAt >= since;
    else if (last.startedAt < since) found.push(`${stream}: nothing since`);
  }
  if (!hasPosted) found.push('nobody has posted since');
  for (const [stream, startedAt] of load.waiting)
    if (now - startedAt > SLOW_MS) found.push(`${stream}: waits`);
  for (const one of load.breaks) if (one.endedAt === undefined) found.push(`${one.member}: no socket`);
  const failedAt = load.tries.findLast(({ error }) => error !== undefined)?.endedAt ?? 0;
  if (now - failedAt < CALM_MS) found.push('a failure a moment ago');
  return found;
}

/** @throws Error with what does not work after `within` seconds */
async function becomeWell(since: number, within: number): Promise<void> {
  const until = since + within * 1_000 + CALM_MS;
  for (;;) {
    const found = troubles(since);
    if (found.length === 0) return;
    if (Date.now() > until) throw new Error(`not well after ${within} s:\n${found.slice(0, 20).join('\n')}`);
    await delay(250);
  }
}

/** What the tries after `from` amount to. */
function measure(from: number) {
  const tries = load.tries.filter(({ endedAt }) => endedAt >= from);
  const longest = { read: 0, write: 0, message: 0, request: 0, delivery: 0, socket: 0 };
  let liveAt = from;
  const note = (kind: keyof typeof longest, startedAt: number, endedAt: number) => {
    longest[kind] = Math.max(longest[kind], endedAt - startedAt);
    liveAt = Math.max(liveAt, endedAt);
  };
  for (const stream of streamsOf(tries).values()) {
    let firstFailed: Try | undefined;
    for (const one of stream) {
      if (one.error !== undefined) firstFailed ??= one;
      else {
        const { startedAt } = firstFailed ?? one;
        if (firstFailed || one.endedAt - startedAt > SLOW_MS) note(one.kind, startedAt, one.endedAt);
        firstFailed = undefined;
      }
    }
  }
  const breaks = load.breaks.filter(({ startedAt }) => startedAt >= from);
  for (const { startedAt, endedAt = Date.now() } of breaks) note('socket', startedAt, endedAt);
  const failures = (...kinds: Kind[]) =>
    tries.filter(({ kind, error }) => kinds.includes(kind) && error !== undefined).length;
  return {
    failed: { read: failures('read'), write: failures('write'), message: failures('message', 'request') },
    longest,
    sockets: breaks.length,
    liveAfter: liveAt - from,
  };
}

async function firing(): Promise<string[]> {
  const answer = await fetch(`http://${alertsAddress}:8880/api/v1/alerts`);
  const { data } = (await answer.json()) as { data: { alerts: { name: string; state: string }[] } };
  return data.alerts.filter(({ state }) => state === 'firing').map(({ name }) => name);
}

/** Somebody registers, again and again as a person does until it is taken. @returns when their mail has come */
async function register(username: string): Promise<number> {
  const email = `${username}@${DOMAIN}`;
  const body = { email, username, displayName: 'Işıl Şahin', password: PASSWORD };
  await expect
    .poll(async () => (await call('POST', api('/auth/register'), { body })).status, { interval: 1_000 })
    .toBe(202);
  await expect.poll(() => mailbox.to(email)?.text, { timeout: 150_000 }).toMatch(/: \d{6}$/m);
  return Date.now();
}

test.for(faults)('$what', { timeout: 300_000 }, async (fault) => {
  if (Date.now() - renewedAt > RENEW_MS) {
    for (const member of members) await signIn(member);
    renewedAt = Date.now();
  }
  const before = new Set(await firing());
  const alerts = new Set<string>();
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      for (const name of await firing()) if (!before.has(name)) alerts.add(name);
      await delay(2_000);
    }
  };
  const watching = watch();
  const from = Date.now();
  try {
    await fault.begin();
    const mail = fault.needsMail ? register(`new_${randomUUID().slice(0, 8)}`) : undefined;
    if (fault.lasts) await delay(fault.lasts * 1_000);
    await fault.end?.();
    const endedAt = Date.now();
    await becomeWell(endedAt, fault.within);
    const mailAt = await mail;
    const seen = measure(from);
    const broken = await load.broken();
    const row = {
      what: fault.what,
      ...seen,
      allowed: (fault.lasts ?? 0) + fault.within,
      ...(mailAt === undefined ? {} : { mailAfter: mailAt - from }),
      broken: Object.values(broken).flat().length,
      alerts: [...alerts].filter((name) => !NOT_OF_THE_FAULT.test(name)),
    };
    rows.push(row);
    console.log(`  ${line(row)}`);
    console.log(summary(from));
    expect(broken).toEqual({ lost: [], doubled: [], disordered: [] });
    expect(Math.max(from + row.liveAfter, mailAt ?? 0) - endedAt).toBeLessThan(fault.within * 1_000);
    expect((await running()).filter(({ State }) => State.Status !== 'running').map(serviceOf)).toEqual([]);
  } finally {
    isOver = true;
    await watching;
  }
});

test('in the end, everything acknowledged is there once and in order', async () => {
  const { failures: _failures, ...found } = await load.stop();
  expect(found).toEqual({ lost: [], doubled: [], disordered: [] });
});

// --- the table ---------------------------------------------------------------------------------------------------------------------

/** Failures of a row by what was asked, for whoever looks for their cause. */
function summary(from: number): string {
  const counts = new Map<string, number>();
  for (const { endedAt, stream, error } of load.tries) {
    if (endedAt < from || error === undefined) continue;
    const key = `${stream.replace(/^\S+ /, '')} ${error.slice(0, 140)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => `      ${count} × ${key}`)
    .slice(0, 12)
    .join('\n');
}

const seconds = (ms: number) => (ms === 0 ? '–' : (ms / 1_000).toFixed(1));
function line({
  what,
  failed,
  longest,
  sockets,
  liveAfter,
  allowed,
  mailAfter,
  broken,
  alerts,
}: Row): string {
  const cells = [
    what,
    `${failed.read}, ${failed.write}, ${failed.message}`,
    seconds(longest.read),
    seconds(longest.write),
    seconds(Math.max(longest.message, longest.delivery)),
    sockets === 0 ? '–' : `${sockets}, ${seconds(longest.socket)}`,
    seconds(liveAfter) + (mailAfter === undefined ? '' : `; mail ${seconds(mailAfter)}`),
    String(allowed),
    String(broken),
    alerts.join(', ') || '–',
  ];
  return `| ${cells.join(' | ')} |`;
}
function table(): string {
  return [
    '| what happens | tries that fail: reads, posts, messages | longest wait for a read | for a post | for a message | sockets lost, longest | all live again after | allowed | lost, doubled or out of order | alert |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(line),
  ].join('\n');
}
function writeTable(): void {
  const [begin, end] = ['<!-- chaos: begin -->', '<!-- chaos: end -->'];
  const page = readFileSync(PAGE, 'utf8');
  const [head, tail] = [page.split(begin)[0], page.split(end)[1]];
  const date = new Date().toISOString().slice(0, 10);
  const how = `${date}, ${isSmall ? '8 GB' : '16 GB'} profile, \`npm run test:chaos${isSmall ? ' -- --profile small' : ''}\`. Times in seconds.`;
  writeFileSync(PAGE, `${head}${begin}\n${how}\n\n${table()}\n${end}${tail}`);
}
