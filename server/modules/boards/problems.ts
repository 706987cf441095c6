import { Problem } from '../../platform/problem.ts';

/** What routes answer with 403 while boards are closed. */
export const CLOSED = ['feature_off', 'board_keys_missing'] as const;
/** And if they ask for the secret. */
export const WITH_SECRET = [...CLOSED, 'board_secret_missing', 'board_secret_wrong'] as const;

/** A refusal that ends at a time: `errors` has it as `from` or `until`. */
const withTime = (status: number, code: string, detail: string, path: 'from' | 'until', at: Date) =>
  new Problem(status, code, detail, { errors: [{ path, message: at.toISOString() }] });

export const boardKeysMissing = () =>
  new Problem(403, 'board_keys_missing', 'Boards are closed: too few people hold their keys.');
const HOLDERS = { staff: 'the staff', council: 'the student council', university: 'the university' } as const;
export const keysMissingToSwitchOn = (missing: readonly (keyof typeof HOLDERS)[]) =>
  new Problem(
    409,
    'board_keys_missing',
    `Boards need three keys first. Missing: that of ${missing.map((role) => HOLDERS[role]).join(', of ')}.`,
    { errors: missing.map((role) => ({ path: 'features.boards', message: role })) },
  );
export const trafficLogOn = () =>
  new Problem(
    409,
    'board_traffic_log_on',
    'The traffic log records who publishes when. Boards cannot be on while it is.',
    { errors: [{ path: 'features.boards', message: 'traffic_log' }] },
  );
export const boardNotFound = () => new Problem(404, 'board_not_found', 'This board doesn’t exist.');
export const boardArchived = () =>
  new Problem(409, 'board_archived', 'This board is archived: it can be read only.');
export const threadNotFound = () => new Problem(404, 'board_thread_not_found', 'This thread doesn’t exist.');
export const postNotFound = () => new Problem(404, 'board_post_not_found', 'This post doesn’t exist.');
export const idTaken = () =>
  new Problem(409, 'board_id_taken', 'Something else has this id. Choose another one.');

export const idNotRandom = (path: string) => {
  const message = 'Draw the id at random: UUID version 4.';
  return new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });
};

export const secretMissing = () =>
  new Problem(403, 'board_secret_missing', 'Make a secret for boards first.');
export const secretWrong = () =>
  new Problem(403, 'board_secret_wrong', 'This is not the secret that you chose for boards.');
export const tooManySecrets = (retryAfter: number) =>
  new Problem(429, 'too_many_attempts', 'That was too often the wrong secret. Try again later.', {
    retryAfter,
  });
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

export const notHolder = () => new Problem(404, 'board_not_holder', 'You hold no key of boards.');
export const keyInvalid = () => {
  const message = 'This is not a public key.';
  return new Problem(422, 'board_key_invalid', message, { errors: [{ path: 'publicKey', message }] });
};
export const keyUsed = () =>
  new Problem(409, 'board_key_used', 'This key has been used before. Make a new one.');
export const holderTaken = () =>
  new Problem(409, 'board_holder_taken', 'This member holds another key. Three keys need three people.');
export const memberUnknown = () => {
  const message = 'There is no active member with this username.';
  return new Problem(422, 'board_member_unknown', message, { errors: [{ path: 'username', message }] });
};
export const nothingPending = () =>
  new Problem(404, 'board_nothing_pending', 'Nobody is named to replace this holder.');

export const excluded = (until: Date, reason: string) =>
  new Problem(403, 'board_excluded', 'You are excluded from boards until the time in `errors`.', {
    errors: [
      { path: 'until', message: until.toISOString() },
      { path: 'reason', message: reason },
    ],
  });
export const tooManyBoardReports = (retryAfter: number) =>
  new Problem(429, 'too_many_reports', 'You have reported a lot today.', { retryAfter });
export const appealedBefore = () =>
  new Problem(409, 'board_appealed', 'You have already objected to the hiding of this post.');
export const notHidden = () => new Problem(409, 'board_not_hidden', 'This post is not hidden any more.');
export const noAppeal = () =>
  new Problem(409, 'board_no_appeal', 'There is no appeal against this, or it has been decided.');
export const boardNotEmpty = () =>
  new Problem(409, 'board_not_empty', 'Somebody has written on this board. Archive it instead.');
export const tooManyBoards = (max: number) =>
  new Problem(409, 'too_many_boards', `There are ${max} boards. Delete an empty one first.`);
export const unknownUniversity = () => {
  const message = 'This university doesn’t exist.';
  return new Problem(422, 'unknown_university', message, { errors: [{ path: 'universityId', message }] });
};
export const exclusionNotFound = () =>
  new Problem(404, 'board_exclusion_not_found', 'There is no such exclusion, or it has ended.');

export const openingNotFound = () => new Problem(404, 'board_opening_not_found', 'There is no such request.');
export const openingExists = () =>
  new Problem(409, 'board_opening_exists', 'It is already asked who this author is.');
export const openingEnded = () => new Problem(409, 'board_opening_ended', 'This request has ended.');
export const identityErased = () =>
  new Problem(409, 'board_identity_erased', 'The sealed identity was erased after its time.');
export const alreadyAnswered = () => new Problem(409, 'board_opening_answered', 'You have answered already.');
export const ownOpening = () =>
  new Problem(403, 'board_own_opening', 'You asked for this yourself, so somebody else has to decide.');
export const shareWrong = () =>
  new Problem(400, 'board_share_wrong', 'This is not the share of this identity.');
