import { Problem } from '../../../platform/problem.ts';

export const registrationNotFound = () =>
  new Problem(404, 'registration_not_found', 'Nobody of your universities waits under this id.');
export const registrationClaimed = (seconds: number) =>
  new Problem(
    409,
    'registration_claimed',
    'Somebody else is looking at this registration. Choose another one, or come back in some minutes.',
    { retryAfter: Math.max(1, seconds) },
  );
export const registrationDecided = () =>
  new Problem(409, 'registration_decided', 'This registration has been decided.');
export const ownInvitee = () =>
  new Problem(422, 'own_invitee', 'You invited this person. Somebody else decides.');
export const ownRefusal = () =>
  new Problem(
    422,
    'own_refusal',
    'You refused this registration. Somebody else decides about the objection.',
  );
export const undoTooLate = () =>
  new Problem(409, 'undo_too_late', 'The decision has taken effect and was mailed.');
export const notWaiting = () => new Problem(409, 'not_waiting', 'This account waits for nobody any more.');
export const alreadyObjected = () =>
  new Problem(409, 'already_objected', 'You can object once. The answer was mailed to you.');
