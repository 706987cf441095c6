import { Problem } from '../../../platform/problem.ts';

const fieldError = (path: string, message: string) => ({ errors: [{ path, message }] });

export const reportNotFound = () => new Problem(404, 'report_not_found', 'This report doesn’t exist.');

export const alreadyResolved = () =>
  new Problem(409, 'already_settled', 'Someone else has already decided this. See what they wrote.');

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
    'reason_needed',
    'Explain in a sentence why it needs to be read, for the audit log.',
    fieldError('reason', 'Needed.'),
  );

export const ownerGone = () =>
  new Problem(
    422,
    'owner_gone',
    'This account no longer exists, so there’s nobody to suspend.',
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
  new Problem(
    403,
    'admin_needed',
    'Only administrators can suspend members. Leave the report open and tell one of them.',
  );
