import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../server/testing/free-port.ts';
import { temporaryFolder } from '../../server/testing/temporary-folder.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Everything except the web apps: enough for most of these tests, without building the apps. */
export const BACK_END = 'gateway,auth,feed,operations,realtime,worker';

/** Where a running campus is. */
export interface CampusAddress {
  url: string;
  /** The URL of a page for a browser, with the host name of its cookies. */
  at(path: string): string;
  dataDir: string;
}

/** A campus of one's own. */
export interface Campus extends CampusAddress {
  output: () => string;
  process: ChildProcess;
  /** Resolves with the exit code when everything has ended. */
  ended: Promise<number | null>;
  /** SIGINT, as Ctrl-C sends it; resolves when ended. */
  stop(): Promise<number | null>;
}

export const addressOf = (port: number, dataDir: string): CampusAddress => ({
  url: `http://127.0.0.1:${port}`,
  at: (path) => `http://localhost:${port}${path}`,
  dataDir,
});

export const newDataDir = () => temporaryFolder('chitlaq system ');
export const removeDataDir = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Starts the campus as `npm start` does, and waits until it reports ready or exits. */
export async function startCampus(options: {
  dataDir: string;
  port?: number;
  env?: Record<string, string>;
}): Promise<Campus> {
  const port = options.port ?? (await freePort());
  let output = '';
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      ROLES: BACK_END,
      PORT: String(port),
      DATA_DIR: options.dataDir,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => {
    const onOutput = (data: Buffer) => {
      output += data.toString();
      if (output.includes('Ready after')) resolve();
    };
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', onOutput);
    void ended.then(() => resolve());
  });
  return {
    ...addressOf(port, options.dataDir),
    output: () => output,
    process: child,
    ended,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** Starts a campus; the error contains the output of its processes if it fails. Arguments as `startCampus`. */
export async function openCampus(options: Parameters<typeof startCampus>[0]): Promise<Campus> {
  const campus = await startCampus(options);
  if (!campus.output().includes('Ready after')) throw new Error(campus.output());
  return campus;
}

/** The password of all demo members. */
export const DEMO_PASSWORD = 'kampus-cinari-2026';

/** Processes that use a data folder, by Linux's /proc, except the test itself. */
export async function processesOf(dataDir: string): Promise<string[]> {
  const { readdirSync } = await import('node:fs');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return environment.includes(`DATA_DIR=${dataDir}\0`) || command.includes(dataDir)
          ? [`${pid} ${command}`]
          : [];
      } catch {
        return []; // ended meanwhile
      }
    });
}

/** Calls the API of a running campus. */
export async function call(
  campus: CampusAddress,
  method: string,
  path: string,
  options: { body?: unknown; token?: string } = {},
) {
  const response = await fetch(`${campus.url}${path}`, {
    method,
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  return { status: response.status, body: (text ? JSON.parse(text) : null) as any };
}

export async function signIn(campus: CampusAddress, identifier = 'derya'): Promise<string> {
  const { body } = await call(campus, 'POST', '/api/v1/auth/login', {
    body: { identifier, password: DEMO_PASSWORD },
  });
  return body.accessToken;
}

const tokens = new WeakMap<CampusAddress, Map<string, Promise<string>>>();

/** A token of a member, who signs in once per campus: for tests to which the sign-in does not matter. */
export function tokenOf(campus: CampusAddress, identifier: string): Promise<string> {
  const known = tokens.get(campus) ?? new Map<string, Promise<string>>();
  tokens.set(campus, known);
  const token = known.get(identifier) ?? signIn(campus, identifier);
  known.set(identifier, token);
  return token;
}

/** Makes a direct conversation that the other member has accepted. @returns its id */
export async function makeConversation(
  campus: CampusAddress,
  username: string,
  otherUsername: string,
): Promise<string> {
  const [token, otherToken] = [await tokenOf(campus, username), await tokenOf(campus, otherUsername)];
  const { body: member } = await call(campus, 'GET', `/api/v1/users/${otherUsername}`, { token });
  const body = { type: 'direct', participantIds: [member.id] };
  const { id } = (await call(campus, 'POST', '/api/v1/conversations', { token, body })).body;
  await call(campus, 'PUT', `/api/v1/conversations/${id}/accept`, { token: otherToken });
  return id;
}
