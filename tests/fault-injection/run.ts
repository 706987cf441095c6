import { type Random, randomFrom } from '../../database/seed/random.ts';
import { makeMember } from '../../server/modules/auth/factory.ts';
import { signAccessToken } from '../../server/modules/auth/sign-in/tokens.ts';
import { makeDirect, makeGroup } from '../../server/modules/messaging/factory.ts';
import { type BackEnd, openBackEnd, type Victim } from './back-end.ts';
import { Device, type Person } from './device.ts';
import { openLedger } from './ledger.ts';
import { brokenPromises, differences, storedMessages } from './verify.ts';

export interface Run {
  seed: number;
  kills: number;
  /** A redis-server binary, or null for the PostgreSQL bus. */
  redis: string | null;
  say: (words: string) => void;
}

export interface Verdict {
  faults: string[];
  acknowledged: number;
  messages: number;
  shown: number;
  killed: Record<string, number>;
  seconds: number;
}

const PEOPLE = 8;
const DEVICES_EACH = 2;
/** Average time between two actions of a person. */
const ACT_MS = 200;
const BETWEEN_KILLS_MS = { min: 300, max: 1_800 };
/** A killed database is back within this. */
const MAX_DOWNTIME_MS = 1_200;
const SETTLE_TIMEOUT_MS = 90_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Simulates members who write, edit, delete, read and reconnect, while processes are killed and restarted, all driven by one
 * seed. At the end every device must show exactly what the database holds, and the database must hold everything that was
 * acknowledged.
 */
export async function runFaults({ seed, kills, redis, say }: Run): Promise<Verdict> {
  const startedAt = Date.now();
  const random = randomFrom(seed);
  const backEnd = await openBackEnd({ redis });
  const ledger = openLedger();
  const watchers = new Set<() => void>();
  const devices = await createDevices(backEnd, random, ledger, () => {
    for (const wake of watchers) wake();
  });
  let acting = true;
  const acts = devices.map(async (device, index) => {
    const own = randomFrom(seed * 1_000 + index);
    while (acting) {
      await pause(own.next() * 2 * ACT_MS);
      if (acting) device.act();
    }
  });
  const killed: Record<string, number> = {};
  try {
    for (let count = 1; count <= kills; count++) {
      await pause(BETWEEN_KILLS_MS.min + random.below(BETWEEN_KILLS_MS.max - BETWEEN_KILLS_MS.min));
      const victim: Victim = random.pick(backEnd.victims);
      killed[victim] = (killed[victim] ?? 0) + 1;
      await backEnd.kill(victim);
      await pause(random.below(MAX_DOWNTIME_MS));
      // Half of the time the next kill comes before everything has recovered.
      if (victim === 'postgres' || victim === 'redis' || random.next() < 0.5) await backEnd.revive();
      if (count % 20 === 0) say(`${count} kills, ${ledger.sent.size} messages acknowledged`);
    }
    acting = false;
    await Promise.all(acts);
    await backEnd.revive();
    const faults = await settle(backEnd, devices, watchers);
    const stored = await storedMessages(backEnd);
    faults.push(
      ...(await brokenPromises(backEnd, ledger, stored)),
      ...devices.flatMap((device) => device.faults),
    );
    return {
      faults,
      acknowledged: ledger.sent.size,
      messages: [...stored.values()].reduce((sum, rows) => sum + rows.length, 0),
      shown: devices.reduce(
        (sum, device) => sum + [...device.shown.values()].reduce((all, list) => all + list.length, 0),
        0,
      ),
      killed,
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  } finally {
    acting = false;
    for (const device of devices) device.close();
    await backEnd.close();
  }
}

/** Eight people with two devices each: four direct conversations and three groups. */
async function createDevices(
  backEnd: BackEnd,
  random: Random,
  ledger: ReturnType<typeof openLedger>,
  changed: () => void,
) {
  const members = [];
  for (let count = 0; count < PEOPLE; count++) members.push(await makeMember(backEnd));
  const [a, b, c, d, e, f, g, h] = members as [never, never, never, never, never, never, never, never];
  const conversations: { id: string; people: { id: string }[] }[] = [];
  for (const [firstMember, secondMember] of [
    [a, b],
    [c, d],
    [e, f],
    [a, h],
  ] as const)
    conversations.push({
      id: (await makeDirect(backEnd, firstMember, secondMember)).id,
      people: [firstMember, secondMember],
    });
  for (const people of [
    [a, b, c, d, e, f, g, h],
    [a, c, e, g],
    [b, d, f],
  ] as [never, ...never[]][])
    conversations.push({ id: (await makeGroup(backEnd, people)).id, people });
  return members.flatMap((member, index) => {
    const person: Person = {
      id: member.id,
      token: () => signAccessToken(backEnd.ctx, member.id, member.sessionId),
      conversations: conversations
        .filter(({ people }) => people.some(({ id }) => id === member.id))
        .map(({ id }) => id),
    };
    return Array.from({ length: DEVICES_EACH }, (_, device) => {
      const name = `${member.username}-${device + 1}`;
      return new Device({
        name,
        person,
        backEnd,
        ledger,
        random: randomFrom(random.below(1_000_000) + index),
        changed,
      });
    });
  });
}

/** Waits until every device shows everything; checks again whenever a device changes. */
async function settle(backEnd: BackEnd, devices: Device[], watchers: Set<() => void>): Promise<string[]> {
  const deadline = Date.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const stored = await storedMessages(backEnd);
    const unsettled = devices.flatMap((device) => [
      ...(device.isIdle ? [] : [`${device.name} still has something to send`]),
      ...differences(device, stored),
    ]);
    if (unsettled.length === 0) return [];
    const left = deadline - Date.now();
    if (left <= 0) return unsettled.slice(0, 20);
    await new Promise<void>((resolve) => {
      const wake = () => {
        watchers.delete(wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(left, 1_000));
      watchers.add(wake);
    });
  }
}
