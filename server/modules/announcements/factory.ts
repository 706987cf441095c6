import type { TestServer } from '../../testing/server.ts';
import type { TestMember } from '../auth/factory.ts';
import type { AnnouncementDetails } from './administration/schemas.ts';

const HOUR_MS = 3_600_000;

/** What an admin fills in for an announcement to everybody for a day, from now on. */
export const announcementBody = (t: Pick<TestServer, 'ctx'>, change: object = {}) => ({
  titleTr: 'Kayıtlar başladı',
  textTr: 'Ayrıntılar öğrenci işlerinde.',
  titleEn: 'Registration has begun',
  textEn: '',
  link: '/help',
  level: 'information',
  isDismissable: true,
  startsAt: null as string | null,
  endsAt: new Date(t.ctx.clock().getTime() + 24 * HOUR_MS).toISOString() as string | null,
  universityIds: [] as string[],
  affiliations: [] as string[],
  roles: [] as string[],
  ...change,
});

/** A published announcement. */
export async function makeAnnouncement(
  t: TestServer,
  admin: Pick<TestMember, 'accessToken'>,
  change: object = {},
): Promise<AnnouncementDetails> {
  const { id, version } = await t.as(admin).post('/admin/announcements', announcementBody(t, change));
  return t.as(admin).put(`/admin/announcements/${id}/published`, { basedOn: version });
}
