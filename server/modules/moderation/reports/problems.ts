import { Problem } from '../../../platform/problem.ts';

const fieldError = (path: string, message: string) => ({ errors: [{ path, message }] });

export const subjectNotFound = () =>
  new Problem(404, 'subject_not_found', 'There is no such message, or you may not read it.');

export const cannotReportYourself = () =>
  new Problem(422, 'cannot_report_self', 'You can delete or change what is your own.');

export const commentRequired = () =>
  new Problem(
    422,
    'comment_needed',
    'Tell the moderators in a sentence what is wrong.',
    fieldError('comment', 'Needed where the reason is another one.'),
  );

export const commentTooLong = (path: string) =>
  new Problem(
    422,
    'comment_too_long',
    'A comment holds 1,000 characters at most.',
    fieldError(path, 'Too long: 1,000 characters at most.'),
  );

/** @param retryAfter seconds until the window ends */
export const tooManyReports = (retryAfter: number) =>
  new Problem(
    429,
    'too_many_reports',
    'You have reported a lot today. The moderators will look at it; go on tomorrow.',
    { retryAfter },
  );
