import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { builtInRolesWith } from '../permissions.ts';
import { readSetting, writeSetting } from '../universities/queries.ts';
import { findApprovers, findOverdueUniversities } from './queries.ts';

/** Staff are reminded of what waits longer, at most once in this time. */
export const REMIND_AFTER_MS = 24 * 3_600_000;
const SETTING = 'registrations_reminded_at';

/** Job, hourly: mails those who may decide that somebody has waited for a day, with the number of their universities alone. */
export async function remindStaff(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => {
    const now = tx.clock();
    const remindedAt = await readSetting(tx.db, SETTING);
    if (typeof remindedAt === 'string' && now.getTime() - Date.parse(remindedAt) < REMIND_AFTER_MS) return;
    const overdue = await findOverdueUniversities(tx.db, new Date(now.getTime() - REMIND_AFTER_MS));
    if (overdue.size === 0) return;
    const total = [...overdue.values()].reduce((sum, count) => sum + count, 0);
    const permission = 'registrations.approve';
    for (const person of await findApprovers(tx.db, permission, builtInRolesWith(permission))) {
      const count = person.isForAll ? total : (overdue.get(person.universityId) ?? 0);
      if (count === 0) continue;
      await enqueueEmail(tx, {
        kind: 'registrations_wait',
        to: person.email,
        locale: person.locale,
        data: {
          name: isolate(person.displayName),
          username: person.username,
          code: '',
          url: `${tx.config.publicUrl}/admin/registrations`,
          count,
        },
      });
    }
    await writeSetting(tx.db, SETTING, now.toISOString());
  });
}
