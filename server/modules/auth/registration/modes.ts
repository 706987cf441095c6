import type { Context } from '../../../platform/context.ts';
import { featureOff } from '../campus/problems.ts';
import { campus } from '../campus/settings.ts';
import type { UniversityMode } from '../tables.ts';
import { registrationClosed } from './problems.ts';
import { findUniversityMode } from './queries.ts';

/** How people of a university register now. Registration that is off for the campus is off for all. */
export async function registrationMode(ctx: Context, universityId: string): Promise<UniversityMode> {
  const { settings } = await campus(ctx);
  if (!settings.features.registration) return 'closed';
  return (await findUniversityMode(ctx.db, universityId)) ?? settings.registrationMode;
}

/**
 * The way by which somebody begins to register.
 * @throws Problem 403 `feature_off` if the campus takes nobody, `registration_closed` if the university takes nobody
 */
export async function modeAtRegistration(
  ctx: Context,
  universityId: string,
): Promise<Exclude<UniversityMode, 'closed'>> {
  const mode = await registrationMode(ctx, universityId);
  if (mode !== 'closed') return mode;
  const { settings } = await campus(ctx);
  throw settings.features.registration ? registrationClosed() : featureOff('registration');
}

/**
 * The way by which somebody who began to register ends it: the one under which they began, because nobody is locked out in the middle; or
 * at once, if the university is open by now.
 */
export const modeAtConfirmation = (
  began: Exclude<UniversityMode, 'closed'>,
  now: UniversityMode,
): Exclude<UniversityMode, 'closed'> => (now === 'open' ? 'open' : began);
