import { Problem } from '../../../platform/problem.ts';

const fieldError = (path: string, message: string) => ({ errors: [{ path, message }] });

export const reportNotFound = () => new Problem(404, 'report_not_found', 'This report doesn’t exist.');

export const alreadyResolved = () =>
  new Problem(409, 'already_resolved', 'Someone else has already decided this. See what they wrote.');

export const noteRequired = () =>
  new Problem(422, 'note_required', 'Explain your decision in a sentence.', fieldError('note', 'Required.'));

export const notAPost = () =>
  new Problem(
    422,
    'not_a_post',
    'This report is about a member, not a post or message. Dismiss it or suspend the member.',
    fieldError('decision', 'There is nothing to remove.'),
  );

export const cannotDecideOwnCase = () =>
  new Problem(422, 'own_case', 'This is about you. Someone else has to decide.');

export const cannotDecideOwnReport = () =>
  new Problem(422, 'own_report', 'You reported this yourself. Someone else has to review it and decide.');

export const reasonRequired = () =>
  new Problem(
    422,
    'reason_required',
    'Explain in a sentence why it needs to be read, for the audit log.',
    fieldError('reason', 'Required.'),
  );

export const accountDeleted = () =>
  new Problem(
    422,
    'account_deleted',
    'This account no longer exists, so there’s nobody to suspend.',
    fieldError('decision', 'There is nobody to suspend.'),
  );

export const untilWithoutSuspension = () =>
  new Problem(
    422,
    'until_without_suspension',
    'Only a suspension, a mute or a limited reach can have an end. Leave it out.',
    fieldError('until', 'Only allowed with a suspension.'),
  );

export const adminRequired = () =>
  new Problem(
    403,
    'admin_required',
    'Only administrators can suspend members. Leave the report open and tell one of them.',
  );
