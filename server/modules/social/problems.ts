import { Problem } from '../../platform/problem.ts';

export const memberNotFound = () =>
  new Problem(404, 'member_not_found', 'This member doesn’t exist, or you can’t see them.');
export const cannotFollowYourself = () =>
  new Problem(422, 'cannot_follow_self', 'Choose another member to follow.');
export const cannotBlockYourself = () =>
  new Problem(422, 'cannot_block_self', 'Choose another member to block.');
export const cannotMuteYourself = () =>
  new Problem(422, 'cannot_mute_self', 'Choose another member to mute.');
export const cannotHideOwnReposts = () =>
  new Problem(422, 'cannot_hide_own_reposts', 'Choose another member whose reposts to hide.');
export const tooManyFollows = (max: number) =>
  new Problem(422, 'too_many_follows', `A member may follow ${max} others, requests included.`);
export const privateAccount = () =>
  new Problem(403, 'private_account', 'Only followers can see this. Request to follow.');
export const requestNotFound = () =>
  new Problem(404, 'request_not_found', 'This follow request no longer exists.');

/** @param path  the field that asks for it */
export const trustTooLow = (path?: string) =>
  new Problem(
    403,
    'trust_too_low',
    'Your account is too new for this. Settings, Safety says what opens it.',
    path === undefined ? {} : { errors: [{ path, message: 'Your account is too new for this.' }] },
  );
