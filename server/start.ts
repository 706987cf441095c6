import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SIGN_INS } from './demo.ts';
import { requireOutside } from './platform/backup/disk.ts';
import { BackupProblem } from './platform/backup/problem.ts';
import { type Config, ConfigProblem, readConfig } from './platform/config.ts';
import { PostgresProblem, type RunningPostgres, startPostgres } from './platform/embedded-postgres/index.ts';
import { projectRoot } from './platform/root.ts';
import { type Child, runOnce, supervise } from './platform/supervisor/child.ts';
import { onParentExit } from './platform/supervisor/parent-exit.ts';
import { portProblem } from './platform/supervisor/port.ts';
import { mountedModules, type RoleName, readRoles, roles } from './roles.ts';

/** Why the start cannot continue, in one sentence for the person at the terminal. */
class StartProblem extends Error {
  override name = 'StartProblem';
}

type Say = (words: string) => void;
interface StartOptions {
  env: Record<string, string | undefined>;
  say: Say;
  dev: boolean;
}
const MIN_FREE_BYTES = 300 * 1024 * 1024;
const STOP_TIMEOUT_MS = 4_500;

/** Exits with code 1 and a line per fault if the settings are invalid, before anything is built. */
export function checkSettings(env: StartOptions['env']): void {
  try {
    readConfigRoles(readConfig(env));
  } catch (error) {
    refuseStart(error);
  }
}

/**
 * `npm start`: the database, the migrations, and a process per role, behind one port. Exits with code 1 and one sentence if it
 * cannot start.
 */
export async function start(options: StartOptions): Promise<{ restart: () => void }> {
  try {
    return await run(options);
  } catch (error) {
    refuseStart(error);
  }
}

function refuseStart(error: unknown): never {
  const expected = [StartProblem, ConfigProblem, PostgresProblem, BackupProblem].some(
    (kind) => error instanceof kind,
  );
  const detail = expected ? (error as Error).message : ((error as Error).stack ?? String(error));
  console.error(`\n  ✗ ${detail.replaceAll('\n', '\n    ')}\n`);
  process.exit(1);
}

async function run({ env, say, dev }: StartOptions): Promise<{ restart: () => void }> {
  const startedAt = performance.now();
  const config = withLogFiles(readConfig(env), dev);
  const names = readConfigRoles(config);
  checkBackupFolder(config);
  await checkPortAndDisk(config);

  const children: Child[] = [];
  let preparing: Pick<Child, 'stop'> | undefined;
  let database: RunningPostgres | undefined;
  let stopping: Promise<void> | undefined;
  const stop = (code: number, words?: string) => {
    stopping ??= (async () => {
      if (words) say(words);
      setTimeout(() => process.exit(1), STOP_TIMEOUT_MS + 400).unref();
      // Stop in reverse order: the gateway first, so that it finishes its requests, the database last.
      for (const child of [...children].reverse()) await child.stop(STOP_TIMEOUT_MS - 1_500);
      await preparing?.stop(1_000);
      await database?.stop();
      rmSync(join(config.dataDir, 'run'), { recursive: true, force: true });
      process.exit(code);
    })();
    return stopping;
  };
  const onSignal = () => {
    if (stopping) process.exit(1);
    void stop(0, '\n  Stopping …');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  onParentExit(() => void stop(0));

  try {
    if (config.databaseUrl === undefined) {
      const words = {
        copying: 'Copying PostgreSQL to a folder from which it can run …',
        initialising: 'Creating the database …',
        recovering: 'Recovering the database …',
        starting: 'Starting the database …',
      };
      database = await startPostgres({
        dataDir: join(config.dataDir, 'postgres'),
        onProgress: (word) => say(words[word]),
      });
      void database.exited.then(() => {
        if (!stopping)
          void stop(
            1,
            `The database stopped unexpectedly. See its log: ${join(config.dataDir, 'logs/postgres.log')}`,
          );
      });
    }
    const databaseUrl = database?.url ?? (config.databaseUrl as string);
    writeRunFile(config, databaseUrl);
    const shared = childEnvironment(env, config, databaseUrl);
    // In a process of its own, whose memory is free again before the others start.
    const prepare = runOnce({ script: mainScript(), args: ['prepare'], env: shared, say });
    preparing = prepare.child;
    const problem = await prepare.problem;
    if (stopping) await stopping; // it ended because we stopped it
    if (problem !== undefined) throw new StartProblem(problem);
    preparing = undefined;

    const startChild = async (kind: string, extra: Record<string, string>, realtime = false) => {
      const child = await supervise({
        kind,
        script: realtime ? join(projectRoot(), 'server/dist/realtime.js') : mainScript(),
        args: [kind],
        env: { ...shared, ...extra },
        isQuiet: config.logDir !== undefined,
        isBun: realtime,
        onFatal: (reason) => void stop(1, `${kind} keeps failing: ${reason}`),
        say,
      });
      children.push(child);
      return child;
    };
    say('Starting the processes …');
    const inner = (name: RoleName): Record<string, string> =>
      isSingleRole(names)
        ? {}
        : { HOST: '127.0.0.1', PORT: String(name === 'realtime' ? config.realtimePort : 0) };
    const addresses: Record<string, string> = {};
    // The gateway serves pages that are built. In watch mode each app compiles them in a process of its own.
    const appNames = names.filter((name) => roles[name].host === 'pages');
    const innerRoles = [...(dev ? appNames : []), ...names.filter((name) => name === 'realtime')];
    await Promise.all([
      ...innerRoles.map(async (name) => {
        const child = await startChild(name, inner(name), name === 'realtime');
        addresses[urlSettingOf(name)] = `http://127.0.0.1:${child.port}`;
      }),
      ...(names.includes('worker') ? [startChild('worker', inner('worker'))] : []),
    ]);
    if (names.includes('gateway')) await startChild('gateway', addresses);
    else if (mountedModules(names).length > 0) await startChild('http', {});
    else if (appNames.length > 0 && !dev) await startChild('pages', {});
  } catch (error) {
    stopping = Promise.resolve(); // from here on processes end because we stop them
    for (const child of children) await child.stop(1_000);
    await database?.stop();
    throw error;
  }

  announce(config, names, say, performance.now() - startedAt);
  return {
    restart: () => {
      for (const child of children.filter(({ kind }) =>
        ['gateway', 'http', 'worker', 'realtime'].includes(kind),
      ))
        child.restart();
    },
  };
}

function readConfigRoles(config: Config): RoleName[] {
  try {
    return readRoles(config.roles);
  } catch (error) {
    throw new StartProblem((error as Error).message);
  }
}

function checkBackupFolder({ backupDir, dataDir, databaseUrl }: Config): void {
  if (backupDir === undefined) return;
  if (databaseUrl !== undefined)
    throw new StartProblem(
      'BACKUP_DIR is for the embedded database, and DATABASE_URL names another one. Leave out one of them (docs/handbook/backup.md).',
    );
  requireOutside(backupDir, dataDir);
}

/** A single role, as in a container, listens on the configured port. */
const isSingleRole = (names: RoleName[]) => names.length === 1;

const mainScript = () => join(projectRoot(), 'server/dist/main.js');

const urlSettingOf = (name: RoleName) =>
  ({ web: 'WEB_URL', admin: 'ADMIN_URL', realtime: 'REALTIME_SERVICE_URL' })[name as 'web'] ?? name;

async function checkPortAndDisk(config: Config): Promise<void> {
  const problem = await portProblem(config.port, config.host);
  if (problem) throw new StartProblem(problem);
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const probe = join(config.dataDir, '.write-probe');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const isDiskFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new StartProblem(
      isDiskFull
        ? `The disk that holds ${config.dataDir} is full. Make some room, then start again.`
        : `DATA_DIR ${config.dataDir} cannot be written: ${(error as Error).message}`,
    );
  }
  const disk = statfsSync(config.dataDir);
  const free = disk.bavail * disk.bsize;
  if (free < MIN_FREE_BYTES) {
    throw new StartProblem(
      `Only ${Math.floor(free / 1024 / 1024)} MB are free where ${config.dataDir} lies; at least 300 MB are needed.`,
    );
  }
}

/** Tells commands such as `npm run owner` and `npm run seed` where the database is; readable by its owner only. */
function writeRunFile(config: Config, databaseUrl: string): void {
  const folder = join(config.dataDir, 'run');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'database-url'), databaseUrl, { mode: 0o600 });
}

/** In production a log collector reads standard output; a person's terminal shows messages for people. */
function withLogFiles(config: Config, dev: boolean): Config {
  return config.production || dev
    ? config
    : { ...config, logDir: config.logDir ?? join(config.dataDir, 'logs') };
}

function childEnvironment(
  env: StartOptions['env'],
  config: Config,
  databaseUrl: string,
): Record<string, string> {
  // The address that the parent has read, not another one from a file.
  const { DATABASE_URL_FILE, ...settings } = env;
  const given = Object.fromEntries(
    Object.entries(settings).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return {
    ...given,
    DATABASE_URL: databaseUrl,
    DATA_DIR: config.dataDir,
    PUBLIC_URL: config.publicUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    CHITLAQ_SUPERVISED: '1',
    ...(config.logDir === undefined ? {} : { LOG_DIR: config.logDir }),
  };
}

function announce(config: Config, names: RoleName[], say: Say, milliseconds: number): void {
  say(`Ready after ${(milliseconds / 1000).toFixed(1)} s.\n`);
  if (!names.includes('gateway')) return;
  say(`ChitLaq          ${config.publicUrl}`);
  say(`Administration   ${config.publicUrl}/admin`);
  say(`API              ${config.publicUrl}/api/docs`);
  if (config.logDir !== undefined) say(`Logs             ${config.logDir}`);
  if (!config.production && config.smtpUrl === undefined)
    say(`Mail it sends    ${config.publicUrl}/dev/mail`);
  if (config.demo) {
    say('');
    for (const line of DEMO_SIGN_INS) say(line);
  }
  say('\n  Ctrl-C stops it.\n');
}
