import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type Channels, type ChannelTable, definitionOf, KINDS } from '../kinds.ts';
import { rescheduleDeferred } from '../push/deferred.ts';
import { vapidKeys } from '../push/keys.ts';
import type { ChannelChanges } from '../tables.ts';
import { localTime } from './local-time.ts';
import { findPreferences, lockPreferences, type PreferenceRow, savePreferences } from './queries.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { NotificationPreferences, NotificationPreferencesChange } from './schemas.ts';

const DEFAULTS: PreferenceRow = {
  channels: {},
  quietFrom: null,
  quietUntil: null,
  timeZone: 'Europe/Istanbul',
  digest: 'none',
};

const toChannelTable = (changes: ChannelChanges): ChannelTable => {
  const table = {} as ChannelTable; // the loop fills in every kind
  for (const kind of KINDS) {
    const { channels: defaults, alwaysInApp } = definitionOf(kind);
    const channels: Channels = { ...defaults, ...changes[kind] };
    table[kind] = alwaysInApp ? { ...channels, inApp: true } : channels;
  }
  return table;
};

/** The channels that a member wants for each kind. One look-up by primary key. */
export const channelsOf = async (ctx: Context, userId: string): Promise<ChannelTable> =>
  toChannelTable((await findPreferences(ctx.db, userId))?.channels ?? {});

/** A member's quiet hours and time zone. */
export async function quietHoursOf(
  ctx: Context,
  userId: string,
): Promise<{ quiet: QuietHours | null; timeZone: string }> {
  const row = (await findPreferences(ctx.db, userId)) ?? DEFAULTS;
  const { quietFrom: from, quietUntil: until, timeZone } = row;
  return { quiet: from === null || until === null ? null : { from, until }, timeZone };
}

const toClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const toMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const present = (ctx: Context, row: PreferenceRow): NotificationPreferences => ({
  kinds: toChannelTable(row.channels),
  quietHours:
    row.quietFrom === null || row.quietUntil === null
      ? null
      : { from: toClock(row.quietFrom), until: toClock(row.quietUntil) },
  timeZone: row.timeZone,
  digest: row.digest,
  pushKey: vapidKeys(ctx).publicKey,
});

/** The viewer's preferences, or the defaults. */
export const preferences = async (ctx: Context, viewer: Viewer): Promise<NotificationPreferences> =>
  present(ctx, (await findPreferences(ctx.db, viewer.id)) ?? DEFAULTS);

/** Changes the given fields; the others keep their value. */
export function changePreferences(
  ctx: Context,
  viewer: Viewer,
  change: NotificationPreferencesChange,
): Promise<NotificationPreferences> {
  return ctx.transaction(async (tx) => {
    await lockPreferences(tx.db, viewer.id);
    const before = (await findPreferences(tx.db, viewer.id)) ?? DEFAULTS;
    const after: PreferenceRow = {
      ...before,
      channels: mergeChannels(before.channels, change.kinds ?? {}),
      timeZone: change.timeZone ?? before.timeZone,
      digest: change.digest ?? before.digest,
      ...(change.quietHours === undefined ? {} : toQuietMinutes(change.quietHours)),
    };
    // The first digest is sent on the next matching morning, not at once.
    const isNewDigest = after.digest !== 'none' && before.digest === 'none';
    await savePreferences(
      tx.db,
      viewer.id,
      after,
      isNewDigest ? localTime(tx.clock(), after.timeZone).day : undefined,
    );
    await rescheduleDeferred(tx, viewer.id);
    return present(tx, after);
  });
}

const toQuietMinutes = (quiet: { from: string; until: string } | null) => ({
  quietFrom: quiet === null ? null : toMinutes(quiet.from),
  quietUntil: quiet === null ? null : toMinutes(quiet.until),
});

function mergeChannels(
  before: ChannelChanges,
  change: NonNullable<NotificationPreferencesChange['kinds']>,
): ChannelChanges {
  const after: ChannelChanges = {};
  for (const kind of KINDS) {
    const channels = { ...before[kind] };
    for (const [channel, on] of Object.entries(change[kind] ?? {})) {
      if (on !== undefined) channels[channel as keyof Channels] = on; // a key of the strict schema
    }
    if (Object.keys(channels).length > 0) after[kind] = channels;
  }
  return after;
}
