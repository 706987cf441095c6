import { sql } from 'kysely';
import { media } from '../media/index.ts';

// The pictures of a profile are public while its member is active.
for (const type of ['avatar', 'header'] as const)
  media.definePublic(
    type,
    (memberId) => sql<boolean>`exists (
      select from social.audience_view audience where audience.id = ${memberId} and audience.status = 'active' offset 0)`,
  );
