import type { Schemas } from '@chitlaq/client';
import type { Tone } from '@chitlaq/ui';

export type ManagedAnnouncement = Schemas['ManagedAnnouncement'];
export type AnnouncementDetails = Schemas['AnnouncementDetails'];
export type State = ManagedAnnouncement['state'];

export const STATES = ['draft', 'scheduled', 'live', 'ended'] as const satisfies readonly State[];
export const AFFILIATIONS = ['student', 'staff', 'alumni'] as const;
export const AUDIENCE_ROLES = ['member', 'auditor', 'moderator', 'admin', 'owner'] as const;

export const stateTone: Record<State, Tone | 'plain'> = {
  draft: 'plain',
  scheduled: 'info',
  live: 'good',
  ended: 'plain',
};

export const ANNOUNCEMENTS_KEY = ['announcements'] as const;
export const announcementKey = (id: string) => ['announcement', id] as const;
