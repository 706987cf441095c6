import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openRunningCampus } from './commands/running-campus.ts';
import { auth } from './modules/auth/index.ts';
import { readKey } from './platform/backup/key.ts';
import { type Config, readConfig } from './platform/config.ts';
import { isNetwork } from './platform/ip-addresses.ts';
import { type Extracted, extract, type Wanted } from './platform/traffic-log/read.ts';
import { keepStamp, stampDay, unstampedDays } from './platform/traffic-log/stamp.ts';
import { verify } from './platform/traffic-log/verify.ts';

const usage = `npm run traffic-log -- verify [FOLDER] [--key FILE] [--authorities FILE]
  Checks the traffic log, and names each line, file and entry that was changed, is missing, was added or stands in another place.
  --authorities  certificates of those who issue time stamps, which openssl then verifies

npm run traffic-log -- extract --from TIME --to TIME (--member NAME|ID | --address ADDRESS) --by NAME --reason TEXT [--untold]
  Writes lines as CSV to standard output, for a legal request. Enters it into the audit log first.
  --by      the member of staff who does it
  --untold  the order forbids that the members are told

npm run traffic-log -- stamp [FOLDER] [--tsa URL] [--day DAY [--answer FILE]]
  Asks a time-stamp authority for each day that has none, or keeps an answer that came in another way.

Folder, key and authority are TRAFFIC_LOG_DIR, TRAFFIC_LOG_KEY_FILE and TRAFFIC_LOG_TSA_URL.`;

class WrongUse extends Error {
  override name = 'WrongUse';
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COLUMNS = [
  'time',
  'address',
  'port',
  'destination',
  'method',
  'route',
  'status',
  'member',
  'session',
  'request',
  'file',
] as const satisfies readonly (keyof Extracted)[];

const MAX_LINES = 500_000;

const cell = (value: string | number | null): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
const print = (text: string) =>
  new Promise<void>((resolve, reject) =>
    process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
  );

/** A time in UTC. @throws WrongUse */
function timeOf(name: string, text: string | undefined): string {
  const time = new Date(text !== undefined && /^\d{4}-\d{2}-\d{2}(?:$|T.*Z$)/.test(text) ? text : Number.NaN);
  if (Number.isNaN(time.getTime()))
    throw new WrongUse(`--${name} must be a time in UTC such as 2026-11-01T00:00:00Z`);
  return time.toISOString();
}

async function verifyLog(
  folder: string,
  { key, authorities }: { key: string; authorities: string | undefined },
): Promise<void> {
  if (!existsSync(folder)) throw new WrongUse(`There is no traffic log at ${folder}.`);
  const result = await verify(folder, { key: readKey(key), authorities });
  const { entries, files, lines, dropped, torn, stampedDays, unstampedDays, head, faults } = result;
  console.log(`${entries} entries, ${files} closed files, ${lines} lines.`);
  if (dropped > 0) console.log(`${dropped} lines are missing: the disk did not take them in time.`);
  if (torn > 0) console.log(`${torn} files end where their process was killed.`);
  console.log(`${stampedDays} days have a time stamp, ${unstampedDays} have none.`);
  if (stampedDays > 0 && authorities === undefined)
    console.log('Who signed them was not checked: name their certificates with --authorities.');
  console.log(`Last entry: ${head || 'none'}`);
  if (faults.length === 0) return console.log('The log is as it was written.');
  for (const fault of faults) console.error(`  ✗ ${fault}`);
  process.exitCode = 1;
}

async function extractLines(
  config: Config,
  options: Record<'from' | 'to' | 'member' | 'address' | 'by' | 'reason', string | undefined> & {
    untold: boolean | undefined;
  },
): Promise<void> {
  const { by, reason, member, address, untold = false } = options;
  const { folder, keyFile } = config.trafficLog;
  const [from, to] = [timeOf('from', options.from), timeOf('to', options.to)];
  if (from >= to) throw new WrongUse('--from must be before --to');
  if (!by || !reason?.trim()) throw new WrongUse('--by and --reason are needed: they go into the audit log');
  if (member === undefined && address === undefined)
    throw new WrongUse('--member or --address is needed: nobody hands out what everybody did');
  if (address !== undefined && !isNetwork(address))
    throw new WrongUse(`--address: ${address} is no address or network`);
  const key = readKey(keyFile);
  const ctx = await openRunningCampus(config, process.env, 'traffic-log', 'warn');
  if (!ctx) throw new Error('No database is running, so no entry in the audit log can be made.');
  try {
    const actorId = await auth.memberIdOf(ctx, by);
    if (actorId === undefined) throw new WrongUse(`--by: nobody has the username ${by}`);
    // Somebody whose account is gone has an id only.
    const memberId = member === undefined || UUID.test(member) ? member : await auth.memberIdOf(ctx, member);
    if (member !== undefined && memberId === undefined)
      throw new WrongUse(`--member: nobody has the username ${member}`);
    const wanted: Wanted = { from, to, address, member: memberId };
    const memberIds = new Set<string>();
    const rows: string[] = [];
    for await (const line of extract(folder, wanted, key)) {
      if (rows.length === MAX_LINES)
        throw new WrongUse(`More than ${MAX_LINES} lines. Name a shorter time: an order does.`);
      rows.push(COLUMNS.map((column) => cell(line[column])).join(','));
      if (line.member !== null) memberIds.add(line.member);
    }
    if (memberId !== undefined) memberIds.add(memberId);
    const details = { reason: reason.trim(), from, to, address, lines: rows.length };
    await auth.auditTrafficExtract(ctx, { actorId, memberIds: [...memberIds], isUntold: untold, ...details });
    await print([COLUMNS.join(','), ...rows, ''].join('\n'));
    console.error(`${rows.length} lines, about ${memberIds.size} members.`);
  } finally {
    await ctx.close();
  }
}

async function stamp(
  folder: string,
  { day, answer, authority }: Record<'day' | 'answer' | 'authority', string | undefined>,
): Promise<void> {
  if (answer !== undefined) {
    if (day === undefined) throw new WrongUse('--answer needs --day');
    await keepStamp(folder, day, readFileSync(answer));
    return console.log(`${day} has a time stamp.`);
  }
  if (authority === undefined)
    throw new WrongUse('Set TRAFFIC_LOG_TSA_URL, or name the authority with --tsa.');
  const days = day === undefined ? await unstampedDays(folder) : [day];
  for (const one of days) {
    await stampDay(folder, one, authority);
    console.log(`${one} has a time stamp.`);
  }
  if (days.length === 0) console.log('Each day that ended has a time stamp.');
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: text,
      authorities: text,
      from: text,
      to: text,
      member: text,
      address: text,
      by: text,
      reason: text,
      untold: { type: 'boolean' },
      tsa: text,
      day: text,
      answer: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const { folder: configured, keyFile, authority } = config.trafficLog;
  const [command, folder = configured, ...more] = positionals;
  const { from, to, member, address, by, reason, untold, day, answer } = values;
  if (more.length > 0) throw new WrongUse(usage);
  if (command === 'verify')
    await verifyLog(folder, { key: values.key ?? keyFile, authorities: values.authorities });
  else if (command === 'extract')
    await extractLines(config, { from, to, member, address, by, reason, untold });
  else if (command === 'stamp') await stamp(folder, { day, answer, authority: values.tsa ?? authority });
  else throw new WrongUse(usage);
}

await main().catch((error: Error) => {
  console.error(`\n  ✗ ${error.message}\n`);
  process.exitCode = 1;
});
