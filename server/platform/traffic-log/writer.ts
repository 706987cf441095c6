import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BackupKey } from '../backup/key.ts';
import { closeFile, fileName, hourOf, keepHouse, makeFolders, openFolder } from './files.ts';
import { chainAfter, chainStart, lineOf, type Opening, type TrafficLine } from './line.ts';
import { trafficFailures, trafficLines } from './metrics.ts';

const FLUSH_MS = 1_000;
/** More than this waits for no second. */
const FLUSH_CHARACTERS = 256 * 1024;
/** Closing a file of this size keeps the process for some milliseconds. */
const FILE_BYTES = 8 * 1024 * 1024;
/** What waits for a disk that does not answer: some minutes of a large campus. What comes on top is dropped and counted. */
const MAX_WAITING_CHARACTERS = 8 * 1024 * 1024;

export interface TrafficLog {
  /** Adds a line, without waiting. */
  record(line: Omit<TrafficLine, 'time'>): void;
  /** Writes what waits. For tests; it happens by itself each second. */
  flush(): Promise<void>;
  /** Writes what waits and closes the file. */
  close(): Promise<void>;
}

interface OpenFile {
  name: string;
  hour: number;
  chain: string;
  bytes: number;
  /** Lines that are not written, without their chain. */
  waiting: string[];
  handle: FileHandle | undefined;
}

/** The traffic log of this process: a file of its own, closed each hour (docs/adr/0098). */
export async function openTrafficLog(options: {
  folder: string;
  process: string;
  destination: string;
  key: BackupKey;
  months: number;
  clock: () => Date;
  log: Pick<Logger, 'error'>;
  fileBytes?: number;
  maxWaiting?: number;
}): Promise<TrafficLog> {
  const { folder, process, destination, key, months, clock, log } = options;
  const { fileBytes = FILE_BYTES, maxWaiting = MAX_WAITING_CHARACTERS } = options;
  await makeFolders(folder);
  let current: OpenFile | undefined;
  /** Full, or of an hour that ended. */
  const finished: OpenFile[] = [];
  let waiting = 0;
  let dropped = 0;
  let keptHouseAt = -1;

  const openNew = (now: Date): OpenFile => {
    const name = fileName(now, process);
    const opening: Opening = {
      format: 'chitlaq-traffic-1',
      opened: now.toISOString(),
      process,
      destination,
    };
    const file: OpenFile = {
      name,
      hour: hourOf(now),
      chain: chainStart(name),
      bytes: 0,
      waiting: [],
      handle: undefined,
    };
    add(file, JSON.stringify(opening));
    return file;
  };
  const add = (file: OpenFile, body: string) => {
    file.waiting.push(body);
    waiting += body.length;
  };
  /** The file for a line of now. */
  const fileFor = (now: Date): OpenFile => {
    if (current && (current.hour !== hourOf(now) || current.bytes >= fileBytes)) {
      finished.push(current);
      current = undefined;
    }
    current ??= openNew(now);
    return current;
  };
  const write = async (file: OpenFile): Promise<void> => {
    if (file.waiting.length === 0) return;
    const bodies = [...file.waiting];
    let { chain } = file;
    const lines = bodies.map((body) => {
      chain = chainAfter(chain, body);
      return lineOf(body, chain);
    });
    const data = Buffer.from(lines.join(''));
    file.handle ??= await open(join(openFolder(folder), file.name), 'wx', 0o600);
    // At a position: a part that a full disk took is written again.
    for (let at = 0; at < data.length; )
      at += (await file.handle.write(data, at, data.length - at, file.bytes + at)).bytesWritten;
    await file.handle.datasync();
    file.chain = chain;
    file.bytes += data.length;
    file.waiting.splice(0, bodies.length);
    waiting -= bodies.reduce((sum, body) => sum + body.length, 0);
    trafficLines.inc({ outcome: 'written' }, bodies.length);
  };
  /** If this process stood still for so long that another closed its file, what waits goes to a new one. */
  const saveFromClosed = async (file: OpenFile): Promise<void> => {
    const isThere = await stat(join(openFolder(folder), file.name)).then(
      () => true,
      () => false,
    );
    if (isThere || file.handle === undefined) return;
    waiting -= file.waiting.reduce((sum, body) => sum + body.length, 0);
    for (const body of file.waiting.splice(0)) add(fileFor(clock()), body);
  };
  const finish = async (file: OpenFile): Promise<void> => {
    await saveFromClosed(file);
    await write(file);
    await file.handle?.close();
    file.handle = undefined;
    await closeFile(folder, file.name, { key, now: clock() });
  };
  const work = async (): Promise<void> => {
    const now = clock();
    if (current && current.hour !== hourOf(now)) {
      finished.push(current);
      current = undefined;
    }
    // Lines before files: what was written can be closed later.
    if (current) await write(current);
    for (let file = finished[0]; file; file = finished[0]) {
      await finish(file);
      finished.shift();
    }
    if (keptHouseAt !== hourOf(now)) {
      await keepHouse(folder, { key, now, months, isOwn: (name) => name === current?.name });
      keptHouseAt = hourOf(now);
    }
  };
  let working: Promise<void> = Promise.resolve();
  let isWorkDue = false;
  const flush = (): Promise<void> => {
    if (isWorkDue) return working;
    isWorkDue = true;
    working = working.then(async () => {
      isWorkDue = false;
      try {
        await work();
      } catch (error) {
        trafficFailures.inc();
        log.error({ err: error }, 'traffic_log.failed');
      }
    });
    return working;
  };
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  void flush();

  return {
    record(line) {
      const now = clock();
      if (waiting >= maxWaiting) {
        dropped++;
        trafficLines.inc({ outcome: 'dropped' });
        return;
      }
      const time = now.toISOString();
      const file = fileFor(now);
      if (dropped > 0) {
        add(file, JSON.stringify({ time, dropped }));
        dropped = 0;
      }
      add(file, JSON.stringify({ time, ...line }));
      if (waiting >= FLUSH_CHARACTERS) void flush();
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
      if (current) {
        finished.push(current);
        current = undefined;
      }
      await flush();
    },
  };
}
