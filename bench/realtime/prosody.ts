import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';

const PROSODY = '/usr/bin/prosody';
/** Paths in Debian's lua-dbi-postgresql, by architecture. */
const DRIVERS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (kind) => `/usr/lib/${kind}/lua/5.4/dbd/postgresql.so`,
);
const READY_TIMEOUT_MS = 20_000;

/** The packages to install first; null if all are there. */
export const missingPackages = (): string | null =>
  existsSync(PROSODY) && DRIVERS.some((path) => existsSync(path))
    ? null
    : 'This needs Prosody: apt-get install prosody lua-dbi-postgresql';

/**
 * Starts Prosody on a loopback port: no encryption, any password, no contacts, and no storage except, optionally, its archive.
 * @param databaseUrl  of a server on which it gets a database for its archive (XEP-0313); without it nothing is stored
 */
export async function startProsody(options: {
  children: ChildProcess[];
  folder: string;
  port: number;
  databaseUrl: string | null;
}): Promise<{ child: ChildProcess }> {
  const { folder, port, databaseUrl } = options;
  mkdirSync(join(folder, 'certs'), { recursive: true });
  let archive = 'storage = "memory"';
  if (databaseUrl !== null) {
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query('create database prosody');
    await admin.end();
    const { port: databasePort, username, password } = new URL(databaseUrl);
    archive = `storage = { archive = "sql" }
default_storage = "memory"
default_archive_policy = true
sql = { driver = "PostgreSQL", database = "prosody", host = "127.0.0.1", port = ${databasePort}, username = "${username}", password = "${decodeURIComponent(password)}" }`;
  }
  const config = join(folder, 'prosody.cfg.lua');
  writeFileSync(
    config,
    `run_as_root = true
pidfile = "${join(folder, 'prosody.pid')}"
data_path = "${folder}"
log = { warn = "*console" }
modules_enabled = { "saslauth", "disco", "presence", "message", "iq"${databaseUrl === null ? '' : ', "mam"'} }
modules_disabled = { "s2s", "offline", "admin_telnet", "admin_socket" }
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_direct_tls_ports = {}
legacy_ssl_ports = {}
network_backend = "epoll"
authentication = "insecure"
insecure_open_authentication = "Yes please, I know what I'm doing!"
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
${archive}
VirtualHost "localhost"
`,
  );
  const child = spawn(PROSODY, ['-F', '--config', config], { stdio: ['ignore', 'inherit', 'inherit'] });
  options.children.push(child);
  const until = performance.now() + READY_TIMEOUT_MS;
  while (!(await isListening(port))) {
    if (child.exitCode !== null || performance.now() > until) throw new Error('Prosody did not start');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { child };
}

/** Rows of its archive: two per message, one for each side. */
export async function countArchivedRows(databaseUrl: string): Promise<number> {
  const url = new URL(databaseUrl);
  url.pathname = '/prosody';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>('select count(*) from prosodyarchive');
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect({ host: '127.0.0.1', port });
    probe.once('connect', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('connect', () => probe.destroy());
  });
