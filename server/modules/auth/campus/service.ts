import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type CampusSettings, DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { refuseTooEarly } from './guards.ts';
import { campusSettingsChanged, nothingToUndo, unknownLogo } from './problems.ts';
import {
  deleteUnusedLogos,
  findHistory,
  findLogo,
  findNewest,
  insertVersion,
  logoExists,
  upsertLogo,
} from './queries.ts';
import { type Campus, type CampusSettingsBody, coloursOf, type ManagedCampus } from './schemas.ts';
import { CAMPUS_CHANGED, campus, complete, keepCampus, readNewest } from './settings.ts';

const HISTORY = 20;
const UNUSED_LOGO_MS = 86_400_000;

/** What everybody may know of the campus. */
export async function getCampus(ctx: Context): Promise<Campus> {
  const { version, settings } = await campus(ctx);
  const { accent, ...rest } = settings;
  return { version, ...rest, accent: coloursOf(accent) };
}

const changedFields = (before: CampusSettings, after: CampusSettings): (keyof CampusSettings)[] =>
  (Object.keys(DEFAULT_CAMPUS.settings) as (keyof CampusSettings)[]).filter(
    (field) => !isDeepStrictEqual(before[field], after[field]),
  );

/** The settings, to change them, with the newest changes. */
export async function getManagedCampus(ctx: Context): Promise<ManagedCampus> {
  const rows = await findHistory(ctx.db, HISTORY + 1);
  const settingsOf = (at: number) => {
    const row = rows[at];
    return row ? complete(row.settings) : DEFAULT_CAMPUS.settings;
  };
  return {
    version: rows[0]?.version ?? 0,
    settings: settingsOf(0),
    canUndo: rows.length > 0,
    history: rows.slice(0, HISTORY).map((row, at) => ({
      version: row.version,
      changedAt: row.changedAt.toISOString(),
      changedBy: { id: row.changedBy, name: row.changedByName },
      fields: changedFields(settingsOf(at + 1), settingsOf(at)),
      isUndo: row.restores !== null,
    })),
  };
}

interface StaffAct {
  viewer: Viewer;
  origin: Origin;
}

/** Writes a version on top of the one that was read, with its entry in the log. */
async function saveVersion(
  tx: Context,
  { viewer, origin }: StaffAct,
  before: { version: number; settings: CampusSettings },
  after: CampusSettings,
  restores: number | null,
): Promise<void> {
  await refuseTooEarly(tx, before.settings.features, after.features);
  const version = before.version + 1;
  const isNew = await insertVersion(tx.db, {
    version,
    settings: after,
    restores,
    changedAt: tx.clock(),
    changedBy: viewer.id,
  });
  if (!isNew) throw campusSettingsChanged();
  const fields = changedFields(before.settings, after);
  const valuesOf = (settings: CampusSettings) =>
    Object.fromEntries(fields.map((field) => [field, settings[field]]));
  await audit(tx, {
    event: restores === null ? 'campus_settings_changed' : 'campus_settings_restored',
    actorId: viewer.id,
    permission: 'campus.write',
    sessionId: viewer.sessionId,
    origin,
    details: { version, before: valuesOf(before.settings), after: valuesOf(after) },
  });
  tx.afterCommit(() => keepCampus(tx, { version, settings: after }));
  publishAfterCommit(tx, CAMPUS_CHANGED, { version });
}

/** What a body says, on top of what holds. JSON has no undefined. */
const withPresent = (
  present: CampusSettings,
  { features, registrationMode, approvalQuestion, ...settings }: Omit<CampusSettingsBody, 'basedOn'>,
): CampusSettings => ({
  ...settings,
  features: { ...present.features, ...(features as Partial<CampusSettings['features']>) },
  registrationMode: registrationMode ?? present.registrationMode,
  approvalQuestion: approvalQuestion ?? present.approvalQuestion,
});

/**
 * Sets the settings of the campus; those that are left out stay as they are. The same ones again are no change.
 * @throws Problem 403 `reauthentication_required`; 409 `campus_settings_changed`; 422 `unknown_logo`
 */
export async function changeCampus(
  ctx: Context,
  act: StaffAct,
  { basedOn, ...body }: CampusSettingsBody,
): Promise<ManagedCampus> {
  await requireReauthentication(ctx, act.viewer);
  await ctx.transaction(async (tx) => {
    const before = await readNewest(tx);
    if (before.version !== basedOn) throw campusSettingsChanged();
    const after = withPresent(before.settings, body);
    if (after.logoId !== null && !(await logoExists(tx.db, after.logoId))) throw unknownLogo();
    if (changedFields(before.settings, after).length > 0) await saveVersion(tx, act, before, after, null);
  });
  return getManagedCampus(ctx);
}

/**
 * Takes back the last change: its predecessor becomes the newest version. Taken back twice, the change holds again.
 * @throws Problem 403 `reauthentication_required`; 409 `campus_settings_changed`, `nothing_to_undo`
 */
export async function undoCampus(
  ctx: Context,
  act: StaffAct,
  { basedOn }: { basedOn: number },
): Promise<ManagedCampus> {
  await requireReauthentication(ctx, act.viewer);
  await ctx.transaction(async (tx) => {
    const before = await readNewest(tx);
    if (before.version !== basedOn) throw campusSettingsChanged();
    if (before.version === 0) throw nothingToUndo();
    const previous = await findNewest(tx.db, before.version);
    const settings = previous ? complete(previous.settings) : DEFAULT_CAMPUS.settings;
    await saveVersion(tx, act, before, settings, previous?.version ?? 0);
  });
  return getManagedCampus(ctx);
}

/**
 * Keeps a logo until a day has passed or a version names it.
 * @param pngs  by side in pixels
 * @returns its id, which the same picture always gets
 */
export async function keepLogo(
  ctx: Context,
  act: StaffAct,
  pngs: ReadonlyMap<number, Buffer>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const png of pngs.values()) hash.update(png);
  const id = hash.digest('hex').slice(0, 32);
  const sizes = Object.fromEntries([...pngs].map(([side, png]) => [side, png.toString('base64')]));
  await ctx.transaction(async (tx) => {
    await deleteUnusedLogos(tx.db, new Date(tx.clock().getTime() - UNUSED_LOGO_MS));
    await upsertLogo(tx.db, id, sizes, tx.clock());
    await audit(tx, {
      event: 'campus_logo_uploaded',
      actorId: act.viewer.id,
      permission: 'campus.write',
      sessionId: act.viewer.sessionId,
      origin: act.origin,
      details: { logoId: id },
    });
  });
  return id;
}

/** A size of a logo as PNG. */
export async function readLogo(ctx: Context, id: string, side: number): Promise<Buffer | undefined> {
  const found = await findLogo(ctx.db, id, side);
  return found === undefined ? undefined : Buffer.from(found, 'base64');
}
