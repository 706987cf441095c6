import { Problem } from '../../platform/problem.ts';

/** A refusal that ends at a time: `errors` has it as `from` or `until`. */
const withTime = (status: number, code: string, detail: string, path: 'from' | 'until', at: Date) =>
  new Problem(status, code, detail, { errors: [{ path, message: at.toISOString() }] });

export const boardKeysMissing = () =>
  new Problem(403, 'board_keys_missing', 'Boards are closed until three people hold their keys.');
export const boardNotFound = () => new Problem(404, 'board_not_found', 'This board doesn’t exist.');
export const boardArchived = () =>
  new Problem(409, 'board_archived', 'This board is archived: it can be read only.');
export const threadNotFound = () => new Problem(404, 'board_thread_not_found', 'This thread doesn’t exist.');
export const postNotFound = () => new Problem(404, 'board_post_not_found', 'This post doesn’t exist.');
export const idTaken = () =>
  new Problem(409, 'board_id_taken', 'Something else has this id. Choose another one.');

export const secretMissing = () =>
  new Problem(403, 'board_secret_missing', 'Make a secret for boards first.');
export const secretWrong = () =>
  new Problem(403, 'board_secret_wrong', 'This is not the secret that you chose for boards.');
export const secretExists = () =>
  new Problem(
    409,
    'board_secret_exists',
    'You have a secret for boards. If it is lost, replace it: the new one writes after 14 days.',
  );
export const secretNew = (from: Date) =>
  withTime(403, 'board_secret_new', 'Your secret is new. It writes from the time in `errors`.', 'from', from);
export const newcomer = (from: Date) =>
  withTime(
    403,
    'board_newcomer',
    'Your account is new. You may write from the time in `errors`.',
    'from',
    from,
  );
export const boardLimit = (retryAfter: number) =>
  new Problem(429, 'board_limit', 'You have reached the limit of the day.', { retryAfter });

export const titleTooLong = (max: number) => {
  const message = `Use at most ${max} characters.`;
  return new Problem(422, 'board_title_too_long', message, { errors: [{ path: 'title', message }] });
};
export const textTooLong = (max: number) => {
  const message = `Use at most ${max} characters.`;
  return new Problem(422, 'board_text_too_long', message, { errors: [{ path: 'text', message }] });
};
export const textEmpty = (path: 'title' | 'text') => {
  const message = 'Write something.';
  return new Problem(422, 'board_text_empty', message, { errors: [{ path, message }] });
};
