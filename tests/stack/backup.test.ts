import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { commandsOf } from '../runbook.ts';
import { api, join, type Member, openToStudents, signIn } from './member.ts';
import { call, MACHINE, MAIL_PORT, root, secretsFolder } from './site.ts';
import { compose, engine, makeCheckout, operate } from './stack.ts';

const SFTP_PORT = 2222;
const BOX = 'chitlaq-storage-box';
const S3_PORT = 8443;
const BUCKET_HOST = 'storage.test';
const BUCKET = 'chitlaq-bucket';
const MINUTE_MS = 60_000;

let checkout: string;
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let ayse: Member;
let picture: string;
/** What opens the storage box. */
let box: Record<string, string>;
const deploy = (command: string, ...args: string[]) =>
  operate(checkout, joinPath(checkout, 'deploy', command), ...args);
const psql = async (query: string) =>
  (
    await compose(
      'exec',
      '-T',
      'postgres',
      'psql',
      '--quiet',
      '-tA',
      '--dbname=chitlaq',
      `--command=${query}`,
    )
  ).trim();
const post = async (content: string) => {
  const { status, bytes } = await call('POST', api('/posts'), { token: ayse.token, body: { content } });
  expect(status, bytes.toString()).toBe(201);
};
const posts = () => psql(`select string_agg(content, ', ' order by id) from content.posts`);
const now = () => psql(`select clock_timestamp()`);
/** Metrics of the worker, which looks once a minute. */
const metrics = () =>
  compose(
    'exec',
    '-T',
    'worker',
    'node',
    '-e',
    `fetch('http://127.0.0.1:3000/metrics').then(async (r) => console.log(await r.text()))`,
  );
const drill = async () => (await call('GET', api('/status/history'))).body.restoreDrill;
const seconds: [string, number][] = [];
async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const from = performance.now();
  const result = await work();
  seconds.push([what, (performance.now() - from) / 1_000]);
  return result;
}
const inBackup = (script: string) =>
  operate(
    joinPath(checkout, 'deploy'),
    'docker-compose',
    'run',
    '--rm',
    '--no-deps',
    '-T',
    'backup',
    'sh',
    '-c',
    script,
  );

/** Uploads a picture. @returns its address */
async function upload(): Promise<string> {
  const noise = Buffer.from(Array.from({ length: 60 * 60 * 3 }, (_, at) => (at * 7919) % 251));
  const png = await sharp(noise, { raw: { width: 60, height: 60, channels: 3 } })
    .png()
    .toBuffer();
  const head =
    '--part\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';
  const raw = Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--part--\r\n')]);
  const headers = { 'content-type': 'multipart/form-data; boundary=part' };
  const { status, body } = await call('POST', api('/media'), { token: ayse.token, raw, headers });
  expect(status).toBe(201);
  const { pathname, search } = new URL(body.url, 'https://campus.test');
  return pathname + search;
}

/** Starts a server of others, with a network and a disk of its own, which outlive the machine. */
async function startOutside(
  name: string,
  context: string,
  port: string,
  ...command: string[]
): Promise<void> {
  const base = `BASE=${process.env.STACK_BASE}`;
  await engine('build', '--network=host', '--build-arg', base, '--tag', name, joinPath(root, context));
  await engine('network', 'create', name);
  await engine('run', '--detach', '--name', name, '--network', name, '--publish', port, name, ...command);
}

/** A real sshd. @returns its host key */
async function startStorageBox(publicKey: string): Promise<string> {
  await startOutside(BOX, 'tests/stack/sftp', `${SFTP_PORT}:22`);
  const keys = joinPath(checkout, 'keys');
  writeFileSync(keys, publicKey);
  await engine('exec', BOX, 'mkdir', '-p', '/etc/ssh/keys');
  await engine('cp', keys, `${BOX}:/etc/ssh/keys/box`);
  await engine('exec', BOX, 'chown', 'root:root', '/etc/ssh/keys/box');
  const key = await engine('exec', BOX, 'cat', '/etc/ssh/ssh_host_ed25519_key.pub');
  return key.trim().split(' ').slice(0, 2).join(' ');
}

const boxSettings = (hostKey: string) => ({
  BACKUP_SFTP_HOST: MACHINE,
  BACKUP_SFTP_PORT: String(SFTP_PORT),
  BACKUP_SFTP_USER: 'box',
  BACKUP_SFTP_PATH: '/chitlaq',
  BACKUP_SFTP_KNOWN_HOST: hostKey,
});
const bucketSettings = {
  BACKUP_S3_ENDPOINT: `${BUCKET_HOST}:${S3_PORT}`,
  BACKUP_S3_BUCKET: BUCKET,
  BACKUP_S3_KEY_ID: 'chitlaq',
};

/** Object storage with an empty bucket, and what opens it among the secrets. */
async function startBucket(): Promise<void> {
  await startOutside(BUCKET, 'tests/stack/s3', `${S3_PORT}:443`, 'start', BUCKET_HOST, BUCKET);
  await expect.poll(() => engine('logs', BUCKET)).toContain('ready');
  const files = {
    's3_ca.pem': await engine('exec', BUCKET, 'cat', '/etc/nginx/certificate.pem'),
    s3_secret: 'of the bucket',
  };
  for (const [name, text] of Object.entries(files)) {
    const path = joinPath(secretsFolder, 'backup', name);
    writeFileSync(path, text);
    chmodSync(path, 0o600);
    chownSync(path, 1001, 1001);
  }
}

beforeAll(async () => {
  mailbox = await openMailbox(MAIL_PORT);
  checkout = makeCheckout();
  await openToStudents('owner_stack');
  await join(mailbox, 'owner_stack');
  ayse = await join(mailbox, 'ayse_stack');
  picture = await upload();
});
afterAll(async () => {
  await mailbox?.close();
  await engine('rm', '--force', '--volumes', BOX, BUCKET).catch(() => undefined);
  console.log(
    `\n${seconds.map(([what, time]) => `${what.padEnd(48)} ${time.toFixed(1).padStart(6)} s`).join('\n')}`,
  );
});

test(
  'the first backup is a full one, and metrics show it; nothing is off site yet',
  async () => {
    await post('önce');
    const said = await timed('first backup, to the disk', () => deploy('backup'));
    expect(said).toContain('disk: full backup');
    expect(await deploy('backup')).toContain('disk: nothing is due');
    expect(await deploy('backup', '--check')).toContain('disk: 1 backups');
    await expect
      .poll(metrics, { timeout: 2 * MINUTE_MS })
      .toMatch(/^backup_place_last_success_timestamp_seconds\{place="disk"\} [1-9][\d.]+$/m);
    expect(await metrics()).toMatch(/^backup_last_bytes [1-9]/m);
  },
  4 * MINUTE_MS,
);

test(
  'two backups at the same moment do not disturb each other',
  async () => {
    const outcomes = await Promise.all([deploy('backup', '--type', 'incr'), deploy('backup')]);
    expect(outcomes.join('')).toContain('incr backup');
  },
  4 * MINUTE_MS,
);

test(
  'a storage box takes the backups as well, encrypted',
  async () => {
    box = boxSettings(await startStorageBox(await deploy('backup', '--ssh-key')));
    checkout = makeCheckout(box);
    const said = await timed('backup to disk and SFTP', () => deploy('backup', '--type', 'incr'));
    expect(said).toContain('sftp: full backup');
    expect(await deploy('backup', '--check')).toMatch(/sftp: 1 backups/);
    const found = await engine(
      'exec',
      BOX,
      'sh',
      '-c',
      'grep -rlE "ayse_stack|önce" /chitlaq || echo nothing; ls /chitlaq',
    );
    expect(found).toMatch(/^nothing\n/);
    expect(found).toContain('restic');
  },
  5 * MINUTE_MS,
);

test(
  'a storage box that is away fails its own backup and nothing else',
  async () => {
    await engine('stop', '--time', '1', BOX);
    await expect(timed('backup, SFTP away', () => deploy('backup', '--type', 'incr'))).rejects.toThrow(
      /sftp: /,
    );
    await expect(deploy('backup', '--check')).rejects.toThrow(/sftp/);
    await post('kutu yokken');
    await engine('start', BOX);
    await expect
      .poll(metrics, { timeout: 2 * MINUTE_MS })
      .toMatch(/^backup_place_failed\{place="sftp"\} 1$/m);
    expect(await metrics()).toMatch(/^backup_place_failed\{place="disk"\} 0$/m);
  },
  6 * MINUTE_MS,
);

test(
  'what was written is archived within five minutes, also when it is little',
  async () => {
    await post('az sonra');
    const at = await now();
    const isArchived = () =>
      psql(`select coalesce(last_archived_time > '${at}', false) from pg_stat_archiver`);
    await timed('until a post is archived', () =>
      expect.poll(isArchived, { timeout: 5 * MINUTE_MS }).toBe('t'),
    );
  },
  6 * MINUTE_MS,
);

test(
  'a bucket takes them too, over TLS with an authority of its own',
  async () => {
    await startBucket();
    checkout = makeCheckout({ ...box, ...bucketSettings });
    const said = await timed('backup to disk, SFTP and S3', () => deploy('backup', '--type', 'incr'));
    expect(said).toContain('s3: full backup');
    expect(await deploy('backup', '--check')).toMatch(/s3: 1 backups/);
    const stored = await engine(
      ...['exec', BUCKET, 'curl', '--silent', `http://127.0.0.1:9000/${BUCKET}?list-type=2&prefix=chitlaq/`],
    );
    expect(stored).toMatch(/<Key>chitlaq\/pgbackrest\/archive\/chitlaq\/17-1\/\w+\/[^<]+\.zst</);
    expect(stored).toMatch(/<Key>chitlaq\/restic\/snapshots\/\w+</);
  },
  5 * MINUTE_MS,
);

test(
  'the drill restores the backup, and the status page shows what it measured',
  async () => {
    const said = await timed('restore drill, from the disk', () => deploy('restore-drill'));
    console.log(said);
    await expect.poll(drill).toMatchObject({ status: 'ok', failedStep: null });
    expect((await drill()).rpoSeconds).toBeLessThanOrEqual(300);
    expect(
      await timed('restore drill, from SFTP', () => deploy('restore-drill', '--from', 'sftp')),
    ).toContain('can be restored');
    expect(await timed('restore drill, from S3', () => deploy('restore-drill', '--from', 's3'))).toContain(
      'can be restored',
    );
  },
  6 * MINUTE_MS,
);

test(
  'a moment in between is restored, and given up again',
  async () => {
    await signIn(ayse);
    await post('arada');
    const moment = await now();
    await post('sonra');
    const before = await posts();
    await expect(deploy('restore', '--to', moment)).rejects.toThrow(/nothing was changed/);
    await timed('restore to a moment', () => deploy('restore', '--to', moment, '--yes'));
    expect(await posts()).toBe(before.replace(', sonra', ''));
    expect((await call('GET', api('/auth/me'), { token: ayse.token })).status).toBe(200);
    await post('dalda');
    await timed('undo', () => deploy('restore', '--undo', '--yes'));
    expect(await posts()).toBe(before);
    await deploy('restore', '--confirm', '--yes');
    // The newest change is on the branch that goes on, not on the one that was given up.
    await post('yine');
    await timed('restore to the newest change, from S3', () => deploy('restore', '--from', 's3', '--yes'));
    expect(await posts()).toBe(`${before}, yine`);
  },
  12 * MINUTE_MS,
);

test(
  'a restore that is cut goes on',
  async () => {
    const before = await posts();
    const cut = deploy('restore', '--yes').catch((error: Error) => error);
    await expect
      .poll(() => engine('ps', '--format', '{{.Names}}'), { timeout: 2 * MINUTE_MS, interval: 50 })
      .toContain('postgres_run');
    const [name = ''] = (await engine('ps', '--format', '{{.Names}}'))
      .split('\n')
      .filter((one) => one.includes('postgres_run'));
    await engine('kill', name);
    expect(await cut).toBeInstanceOf(Error);
    expect(await deploy('restore', '--yes')).toContain('going on where');
    expect(await posts()).toBe(before);
  },
  6 * MINUTE_MS,
);

test(
  'a damaged block in the backup turns the drill red',
  async () => {
    const where = '/var/lib/backups/pgbackrest/backup/chitlaq';
    await inBackup(
      `file=$(find ${where}/*/bundle -type f -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2) && dd if=/dev/urandom of="$file" bs=64 seek=$(($(stat -c %s "$file") / 128)) count=4 conv=notrunc`,
    );
    await expect(deploy('restore-drill')).rejects.toThrow(/The drill failed \(backup\)/);
    await expect.poll(drill).toMatchObject({ status: 'failed', failedStep: 'backup' });
    await expect.poll(metrics, { timeout: 2 * MINUTE_MS }).toMatch(/^restore_drill_failed 1$/m);
  },
  4 * MINUTE_MS,
);

test(
  'a damaged block in the database turns the backup and the drill red',
  async () => {
    // Autovacuum would write its pages again, without the damage.
    await psql(
      'create table public.victim with (autovacuum_enabled = off) as select generate_series(1, 5000) as number; checkpoint',
    );
    const path = await psql(`select pg_relation_filepath('public.victim')`);
    await compose(
      'exec',
      '-T',
      'postgres',
      'sh',
      '-c',
      `dd if=/dev/urandom of="$PGDATA/${path}" bs=1 seek=12000 count=16 conv=notrunc`,
    );
    await expect(deploy('backup', '--type', 'full')).rejects.toThrow(
      /disk: Pages of the database fail their checksum/,
    );
    await expect(deploy('restore-drill')).rejects.toThrow(/The drill failed \(backup\)/);
    await psql('drop table public.victim');
    await deploy('backup', '--type', 'full');
    expect(await deploy('restore-drill')).toContain('can be restored');
  },
  6 * MINUTE_MS,
);

test(
  'old and small backups reach the metrics that the alerts read',
  async () => {
    await psql(
      `update status.backups set started_at = started_at - interval '30 h', finished_at = finished_at - interval '30 h', bytes = 7`,
    );
    await expect.poll(metrics, { timeout: 2 * MINUTE_MS }).toMatch(/^backup_last_bytes 7$/m);
    const at = Number(/^backup_last_success_timestamp_seconds (\S+)$/m.exec(await metrics())?.[1]);
    expect(Date.now() / 1_000 - at).toBeGreaterThan(29 * 3_600);
  },
  4 * MINUTE_MS,
);

const keys = () => readFileSync(joinPath(secretsFolder, 'backup_key'), 'utf8').trim().split('\n');
/** Folders of the storage box that have files of backups. */
const foldersOfBox = async () =>
  (
    await engine(
      'exec',
      BOX,
      'sh',
      '-c',
      'cd /chitlaq && find . -path "*/backup.info" -o -path "*/data/*" -type f',
    )
  )
    .split('\n')
    .map((path) => path.split('/')[1] ?? '')
    .filter((name, at, all) => name !== '' && all.indexOf(name) === at)
    .sort();

test(
  'the key of the backups is replaced, and a moment from before the first backup of the new one is restored',
  async () => {
    await signIn(ayse);
    const [first = ''] = keys();
    const rotating = timed('another backup key, with full backups to two places', () =>
      deploy('rotate', 'backup_key'),
    );
    await expect.poll(keys, { timeout: 2 * MINUTE_MS }).toHaveLength(2);
    // Its log is below the new key, and the only backup from before it below the old one.
    await post('iki anahtar arasında');
    const moment = await now();
    const said = await rotating;
    expect(said).toContain('disk: full backup');
    expect(said).toContain('sftp: full backup');
    expect(said).not.toContain(first);
    expect(keys()).toEqual([expect.stringMatching(/^[\w-]{43}= \d{8}T\d{6}Z$/), first]);
    const suffix = keys()[0]?.split(' ')[1];
    expect(await foldersOfBox()).toEqual([
      'pgbackrest',
      `pgbackrest-${suffix}`,
      'restic',
      `restic-${suffix}`,
    ]);
    expect(await deploy('backup', '--check')).toMatch(/disk: 1 backups[\s\S]*sftp: 1 backups/);
    expect(await deploy('rotate', '--list')).toContain('an older key still opens backups');

    await post('yeni anahtarla');
    const before = await posts();
    await timed('restore with the older key, and the log of both', () =>
      deploy('restore', '--to', moment, '--yes'),
    );
    expect(await posts()).toBe(before.replace(', yeni anahtarla', ''));
    await deploy('restore', '--undo', '--yes');
    expect(await posts()).toBe(before);
    await deploy('restore', '--confirm', '--yes');
    // It is still needed.
    await deploy('rotate', '--finish');
    expect(keys()).toHaveLength(2);
    expect(await deploy('restore-drill')).toContain('can be restored');
  },
  12 * MINUTE_MS,
);

test(
  'a key of the backups that has leaked opens nothing any more',
  async () => {
    const commands = commandsOf('leaked-key.md', 'E.');
    expect(commandsOf('leaked-key.tr.md', 'E.')).toEqual(commands);
    for (const line of commands) await operate(checkout, 'bash', '-c', line.replace(/^sudo /, ''));
    expect(keys()).toHaveLength(1);
    const suffix = keys()[0]?.split(' ')[1];
    expect(await foldersOfBox()).toEqual([`pgbackrest-${suffix}`, `restic-${suffix}`]);
    expect(await deploy('backup', '--check')).toMatch(/disk: 1 backups[\s\S]*sftp: 1 backups/);
  },
  6 * MINUTE_MS,
);

test(
  'the machine is lost: a new one with the key sheet has everything again',
  async () => {
    const { status, bytes } = await call('GET', picture);
    expect(status).toBe(200);
    await signIn(ayse);
    await post('son');
    const before = await posts();
    const sheet = await deploy('backup', '--key-sheet');
    // All that was archived.
    const at = await now();
    await expect
      .poll(() => psql(`select coalesce(last_archived_time > '${at}', false) from pg_stat_archiver`), {
        timeout: 3 * MINUTE_MS,
      })
      .toBe('t');
    await compose('down', '--volumes', '--remove-orphans', '--timeout', '5');
    rmSync(secretsFolder, { recursive: true });
    checkout = makeCheckout();
    rmSync(joinPath(checkout, 'deploy/.env'));
    writeFileSync(joinPath(checkout, 'sheet'), sheet.replace(/^deploy\/restore$/m, 'deploy/restore --yes'));
    await timed('a new machine, from the key sheet to healthy', () =>
      operate(checkout, 'bash', '-e', 'sheet'),
    );
    expect(await posts()).toBe(before);
    await signIn(ayse);
    expect((await call('GET', picture)).bytes.equals(bytes)).toBe(true);
    // The keys of all places were on the sheet.
    expect(await deploy('backup', '--check')).toMatch(/sftp: [\s\S]+s3: /);
  },
  8 * MINUTE_MS,
);
