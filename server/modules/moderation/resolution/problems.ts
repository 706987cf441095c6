import { Problem } from '../../../platform/problem.ts';

const fieldError = (path: string, message: string) => ({ errors: [{ path, message }] });

export const reportNotFound = () => new Problem(404, 'report_not_found', 'There is no such report.');

export const alreadyResolved = () =>
  new Problem(409, 'already_settled', 'Somebody has decided this meanwhile. Look at what they wrote.');

export const noteRequired = () =>
  new Problem(
    422,
    'note_needed',
    'Write in a sentence why, for whoever looks at it later.',
    fieldError('note', 'Needed.'),
  );

export const notAPost = () =>
  new Problem(
    422,
    'not_a_post',
    'A member is reported here, not something written. Dismiss it or suspend the member.',
    fieldError('decision', 'There is nothing to remove.'),
  );

export const cannotDecideOwnCase = () =>
  new Problem(422, 'own_case', 'This is about you. Somebody else has to decide it.');

export const cannotDecideOwnReport = () =>
  new Problem(422, 'own_report', 'You reported this yourself. Somebody else has to look at it and decide.');

export const reasonRequired = () =>
  new Problem(
    422,
    'reason_needed',
    'Write in a sentence why it has to be read, for the record.',
    fieldError('reason', 'Needed.'),
  );

export const ownerGone = () =>
  new Problem(
    422,
    'owner_gone',
    'The account is gone: there is nobody to suspend.',
    fieldError('decision', 'There is nobody to suspend.'),
  );

export const untilWithoutSuspension = () =>
  new Problem(
    422,
    'until_without_suspension',
    'An end goes with a suspension alone. Leave it out.',
    fieldError('until', 'Goes with a suspension alone.'),
  );

export const adminRequired = () =>
  new Problem(403, 'admin_needed', 'Only admins suspend members. Leave this report open and tell one.');
