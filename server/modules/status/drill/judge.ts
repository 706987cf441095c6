import { join } from 'node:path';
import { readConfig } from '../../../platform/config.ts';
import { openContext } from '../../../platform/context.ts';
import { openLog } from '../../../platform/log.ts';
import { Secrets } from '../../../platform/secrets/secrets.ts';
import { type Child, runOnce, supervise } from '../../../platform/supervisor/child.ts';
import { auth } from '../../auth/index.ts';
import type { DrillStep } from '../tables.ts';

/** What a drill found wrong, and in which step. */
export class DrillFailure extends Error {
  override name = 'DrillFailure';
  readonly step: DrillStep;
  constructor(step: DrillStep, message: string, options?: ErrorOptions) {
    super(message, options);
    this.step = step;
  }
}

/** Every role whose routes the copy answers; no worker, no realtime, no pages. */
const ROLES = 'gateway,auth,feed,search,messaging,media,operations';
const REQUEST_TIMEOUT_MS = 30_000;

export interface Copy {
  /** A database of a server that was started with `cluster_name` = COPY_NAME; it may be changed. */
  databaseUrl: string;
  /** A folder of the copy's own. */
  dataDir: string;
  secretKey: string;
}

/**
 * Opens the app on a restored copy of the database and signs a member in, as a browser does. It knows nothing of how the copy was
 * made. Nothing leaves the machine: without a worker there are no emails, pushes or jobs, and what the copy's app would send is a
 * file in its folder.
 * @param main the bundle of the server
 * @returns when the app answered, and whether a member was signed in: an empty campus has none
 * @throws DrillFailure that names the step
 */
export async function judgeCopy(
  copy: Copy,
  { main, say }: { main: string; say: (words: string) => void },
): Promise<{ answeredAt: Date; signedIn: boolean }> {
  const env: Record<string, string> = {
    ...(process.env.PATH === undefined ? {} : { PATH: process.env.PATH }),
    NODE_ENV: 'development',
    ROLES,
    HOST: '127.0.0.1',
    PORT: '0',
    DEMO: '0',
    STAFF_SECOND_FACTOR: '1',
    DATABASE_URL: copy.databaseUrl,
    DATABASE_POOL: '4',
    DATA_DIR: copy.dataDir,
    SECRET_KEY: copy.secretKey,
    LOG_DIR: join(copy.dataDir, 'logs'),
    CHITLAQ_SUPERVISED: '1',
  };
  const failed = (step: DrillStep) => (error: unknown) => {
    throw error instanceof DrillFailure
      ? error
      : new DrillFailure(step, (error as Error).message, { cause: error });
  };
  const problem = await runOnce({ script: main, args: ['prepare'], env, say }).problem;
  if (problem !== undefined) throw new DrillFailure('start', problem);
  let gateway: Child | undefined;
  try {
    gateway = await supervise({
      kind: 'gateway',
      script: main,
      args: ['gateway'],
      env,
      isQuiet: true,
      isBun: false,
      onFatal: () => undefined, // the next request fails
      say,
    }).catch(failed('start'));
    const origin = `http://127.0.0.1:${gateway.port}`;
    const ready = await get(`${origin}/ready`).catch(failed('start'));
    if (ready.status !== 200) throw new DrillFailure('start', `/ready answered ${ready.status}.`);
    const answeredAt = new Date();
    const signedIn = await signIn(env, origin).catch(failed('sign_in'));
    return { answeredAt, signedIn };
  } finally {
    await gateway?.stop(5_000);
  }
}

const get = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });

async function signIn(env: Record<string, string>, origin: string): Promise<boolean> {
  const config = readConfig(env);
  const ctx = await openContext({
    config,
    secrets: new Secrets(env.SECRET_KEY ?? ''),
    log: openLog('fatal', 'restore drill'),
    name: 'restore drill',
    subscriptions: {},
  });
  let member: Awaited<ReturnType<typeof auth.setPasswordInCopy>>;
  try {
    member = await auth.setPasswordInCopy(ctx);
  } finally {
    await ctx.close();
  }
  if (!member) return false;
  const login = await get(`${origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(member),
  });
  const { accessToken } = (await login.json().catch(() => ({}))) as { accessToken?: string };
  if (login.status !== 200 || !accessToken)
    throw new DrillFailure('sign_in', `The sign-in answered ${login.status}.`);
  for (const path of ['/api/v1/auth/me', '/api/v1/feed/home']) {
    const { status } = await get(origin + path, { headers: { authorization: `Bearer ${accessToken}` } });
    if (status !== 200) throw new DrillFailure('sign_in', `${path} answered ${status} to the member.`);
  }
  return true;
}
