import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';

const SearchText = requiredText(200, 'Enter a search.').describe('The search as typed');

export const SavedSearch = z
  .object({ id: z.uuid(), q: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'SavedSearch' });
export type SavedSearch = z.infer<typeof SavedSearch>;

export const SavedSearches = z.object({ items: z.array(SavedSearch) });
export type SavedSearches = z.infer<typeof SavedSearches>;

export const SearchBody = z.strictObject({ q: SearchText });
export const SavedId = z.strictObject({ id: Uuid });

export const RecentSearches = z
  .object({ isEnabled: z.boolean().describe('Whether searches are recorded'), items: z.array(z.string()) })
  .meta({ id: 'RecentSearches' });
export type RecentSearches = z.infer<typeof RecentSearches>;

export const RecentSettings = z.strictObject({ isEnabled: z.boolean() });
export const ForgetQuery = z.strictObject({
  q: z.string().trim().min(1).max(200).optional().describe('The search to delete; all if absent'),
});
