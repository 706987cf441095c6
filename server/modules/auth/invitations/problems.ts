import { Problem } from '../../../platform/problem.ts';

export const invitationNotFound = () =>
  new Problem(404, 'invitation_not_found', 'This invitation doesn’t exist, or has been revoked.');
export const invitationLimit = () =>
  new Problem(
    422,
    'invitation_limit',
    'You have invited as many people as you can within 30 days. Revoke a link that nobody uses, or wait.',
  );
export const invitationsLost = () =>
  new Problem(
    403,
    'invitations_lost',
    'You can’t invite at the moment: some of those whom you invited were suspended.',
  );
export const batchNotFound = () => new Problem(404, 'batch_not_found', 'These invitations don’t exist.');
export const nothingToInvite = () =>
  new Problem(422, 'nothing_to_invite', 'None of these addresses can be invited.');
