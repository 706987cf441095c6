import { SMALLEST_COUNT } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import { auth } from '../../auth/index.ts';
import { spansBefore, startOf } from '../days.ts';
import { publishedSplit } from '../published-split.ts';
import { namesOf } from './queries.ts';
import type { RegistrationStatistics } from './schemas.ts';

const MONTHS = 12;
const COUNTS = ['applied', 'approved', 'refused'] as const;

/**
 * What came to the queue of registrations and what became of it, by month. A university’s numbers stand beside those of the campus, so they are
 * hidden together. Scans what ended in a year.
 */
export async function registrationStatistics(
  ctx: Context,
  universityId: string | null,
): Promise<RegistrationStatistics> {
  const present = startOf('month', ctx.clock());
  const months = Array.from({ length: MONTHS }, (_, ago) => spansBefore('month', present, ago)).reverse();
  const rows = await auth.countRegistrationsByMonth(ctx.db, months[0] as string);
  const universities = [...new Set(rows.flatMap((row) => row.universityId ?? []))].sort();
  const scopes = [null, ...universities];
  const items = months.map((startsOn) => {
    const ofMonth = scopes.map((scope) =>
      rows.find((row) => row.startsOn === startsOn && row.universityId === scope),
    );
    const position = scopes.indexOf(universityId);
    const shown = (count: (typeof COUNTS)[number]): number | null => {
      const [total = 0, ...parts] = ofMonth.map((row) => row?.[count] ?? 0);
      return position === -1 ? 0 : (publishedSplit(total, parts)[position] ?? null);
    };
    const own = ofMonth[position];
    const decided = (own?.approved ?? 0) + (own?.refused ?? 0);
    return {
      startsOn,
      applied: shown('applied'),
      approved: shown('approved'),
      refused: shown('refused'),
      medianHours: decided < SMALLEST_COUNT ? null : (own?.medianHours ?? null),
    };
  });
  return { universityId, items, universities: await namesOf(ctx.db, universities) };
}
