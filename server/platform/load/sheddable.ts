/**
 * Work that members can do without for a while, in the order in which a busy process drops it: the first first.
 *
 * - `recommendations`: recommended posts, and the jobs that prepare them and suggested members
 * - `digests`: emails that sum up notifications
 * - `previews`: fetching the pages that posts and messages link to
 * - `suggestions`: people and hashtags while typing a search
 */
export const SHEDDABLE = ['recommendations', 'digests', 'previews', 'suggestions'] as const;
export type Sheddable = (typeof SHEDDABLE)[number];
