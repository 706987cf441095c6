import { Problem } from '../../../platform/problem.ts';

export const approvalRequired = () =>
  new Problem(
    409,
    'approval_required',
    'Making or unmaking an owner takes two people. Request it with `PUT` or `DELETE /admin/users/{id}/owner`.',
  );
export const approvalNotFound = () => new Problem(404, 'approval_not_found', 'This request doesn’t exist.');
export const approvalPending = () =>
  new Problem(409, 'approval_pending', 'A request about this member is waiting already.');
export const approvalClosed = () =>
  new Problem(409, 'approval_closed', 'This request has been decided, stopped, or has expired.');
export const approvalVoid = () =>
  new Problem(
    409,
    'approval_void',
    'This can’t be carried out any more: who asked for it may not, or the member has changed. The request is closed.',
  );
export const ownRequest = () =>
  new Problem(422, 'own_request', 'A second person decides about what you asked for.');
export const concernsYou = () =>
  new Problem(422, 'concerns_you', 'This is about you. Somebody else decides about it.');
export const notYourRequest = () =>
  new Problem(
    403,
    'not_your_request',
    'Only who asked for it can take this request back; owners approve or refuse it.',
  );
export const alreadyOwner = () => new Problem(409, 'already_owner', 'This member is an owner already.');
export const notOwner = () => new Problem(409, 'not_owner', 'This member isn’t an owner.');
