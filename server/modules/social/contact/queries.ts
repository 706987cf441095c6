import type { Db } from '../../../platform/db.ts';
import type { ContactSettings, ContactSettingsChange } from './schemas.ts';

/** Index: contact_settings_pkey. */
export const findContactSettings = (db: Db, memberId: string): Promise<ContactSettings | undefined> =>
  db
    .selectFrom('social.contact_settings')
    .select([
      'mentions',
      'replies',
      'messages',
      'groups',
      'is_strict_with_newcomers as strictWithNewcomers',
      'conceals_requests as concealRequests',
    ])
    .where('member_id', '=', memberId)
    .executeTakeFirst();

/** Absent fields keep their value. */
export async function upsertContactSettings(
  db: Db,
  memberId: string,
  { strictWithNewcomers, concealRequests, ...audiences }: ContactSettingsChange,
): Promise<void> {
  const given = Object.fromEntries(Object.entries(audiences).filter(([, value]) => value !== undefined));
  const columns = {
    ...given,
    ...(strictWithNewcomers === undefined ? {} : { is_strict_with_newcomers: strictWithNewcomers }),
    ...(concealRequests === undefined ? {} : { conceals_requests: concealRequests }),
  };
  await db
    .insertInto('social.contact_settings')
    .values({ member_id: memberId, ...columns })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ member_id: memberId, ...columns }))
    .execute();
}
