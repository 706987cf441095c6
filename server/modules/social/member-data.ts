import { eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';
import { eraseFollows } from './service.ts';

export const memberData: MemberData = {
  erase: [
    eraseFollows,
    eraseRows('social.follow_requests', 'requester_id'),
    eraseRows('social.follow_requests', 'target_id'),
    eraseRows('social.blocks', 'blocker_id'),
    eraseRows('social.blocks', 'blocked_id'),
    eraseRows('social.mutes', 'muter_id'),
    eraseRows('social.mutes', 'muted_id'),
    eraseRows('social.hidden_reposts', 'hider_id'),
    eraseRows('social.hidden_reposts', 'hidden_id'),
    eraseRows('social.contact_settings', 'member_id'),
    eraseRows('social.quiet_times', 'member_id'),
    eraseRows('social.trust', 'member_id'),
  ],
  archive,
  held: [
    heldRows('follows', 'social.follows', 'follower_id'),
    heldRows('followers', 'social.follows', 'followee_id'),
    heldRows('blocks', 'social.blocks', 'blocker_id'),
    heldRows('mutes', 'social.mutes', 'muter_id'),
  ],
};
