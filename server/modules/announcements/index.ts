import './tables.ts';
import { announcementsFor } from './service.ts';

export { OwnAnnouncement } from './schemas.ts';

/** Public API of announcements. */
export const announcements = { shownTo: announcementsFor };
