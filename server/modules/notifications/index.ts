import './tables.ts';
import { unread } from './service.ts';

/** Public API: notifications in the app, by push and by email. */
export const notifications = {
  unread,
};
