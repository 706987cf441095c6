import { auth } from './auth.ts';
import { boards } from './boards.ts';
import { content, feed, imports, messaging, search } from './content.ts';
import { analytics, platform, status } from './operation.ts';
import { announcements, media, moderation, notifications, profiles, realtime, social } from './people.ts';
import type { SchemaInventory } from './types.ts';

export { isPersonal, type Mask, type PersonalTable, type SchemaInventory } from './types.ts';

/**
 * Every column of the database, by schema and table: those with data about people, with purpose, legal basis and retention, and the
 * others. `inventory.test.ts` fails for a column without an entry. docs/data-inventory.md is generated from it, and `npm run anonymise` masks
 * by it.
 */
export const inventory: Readonly<Record<string, SchemaInventory>> = {
  analytics,
  announcements,
  auth,
  boards,
  content,
  feed,
  imports,
  media,
  messaging,
  moderation,
  notifications,
  platform,
  profiles,
  realtime,
  search,
  social,
  status,
};
