import { clearMember, eraseRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';
import { eraseFromSuggestions } from './member-data.queries.ts';

export const memberData: MemberData = {
  erase: [
    async (ctx, memberId) => {
      await eraseFromSuggestions(ctx.db, memberId);
      return 0;
    },
    eraseRows('feed.affinities', 'user_id'),
    eraseRows('feed.affinities', 'member_id'),
    eraseRows('feed.tastes', 'user_id'),
    eraseRows('feed.dismissed_members', 'user_id'),
    eraseRows('feed.dismissed_members', 'member_id'),
    eraseRows('feed.sessions', 'user_id'),
    eraseRows('feed.home_timeline', 'user_id'),

    eraseRows('feed.pool', 'author_id'),
    eraseRows('feed.notable_members', 'member_id'),
    clearMember('feed.hidden_hashtags', 'hidden_by'),
  ],
  archive,
};
