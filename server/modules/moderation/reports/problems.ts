import { Problem } from '../../../platform/problem.ts';

const fieldError = (path: string, message: string) => ({ errors: [{ path, message }] });

export const subjectNotFound = () =>
  new Problem(404, 'subject_not_found', 'This message doesn’t exist, or you can’t see it.');

export const cannotReportYourself = () =>
  new Problem(
    422,
    'cannot_report_self',
    'You can’t report yourself. You can edit or delete your own content.',
  );

export const commentRequired = () =>
  new Problem(
    422,
    'comment_required',
    'Tell the moderators in a sentence what is wrong.',
    fieldError('comment', 'Required if the reason is `other`.'),
  );

export const commentTooLong = (path: string) =>
  new Problem(
    422,
    'comment_too_long',
    'A comment can have up to 1,000 characters.',
    fieldError(path, 'Too long: 1,000 characters at most.'),
  );

/** @param retryAfter seconds until the window ends */
export const tooManyReports = (retryAfter: number) =>
  new Problem(
    429,
    'too_many_reports',
    'You’ve reported a lot today. Moderators will review it; continue tomorrow.',
    { retryAfter },
  );
