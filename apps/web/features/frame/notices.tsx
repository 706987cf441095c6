'use client';

import type { Schemas } from '@chitlaq/client';
import { AnnouncementBar } from '../announcements/announcement-bar.tsx';
import { RestrictionBanner } from '../decisions/restriction-banner.tsx';
import { UndeliverableBanner } from './undeliverable-banner.tsx';

/** What stands above each page: announcements, what moderators decided about the member, and that emails do not reach them. */
export function Notices({ me }: { me: Schemas['Me'] }) {
  return (
    <>
      {/* Undefined in the copy of an earlier release that a device keeps for use without a network. */}
      <AnnouncementBar announcements={me.announcements ?? []} />
      <RestrictionBanner restrictions={me.restrictions} />
      {me.undeliverableSince ? <UndeliverableBanner email={me.user.email ?? ''} /> : null}
    </>
  );
}
