import { Problem } from '../../platform/problem.ts';

export { accountSuspended } from '../../platform/suspended-writers.ts';

export const tokenExpired = () =>
  new Problem(401, 'token_expired', 'The access token has run out. Renew it with the refresh token.');
export const tokenInvalid = () =>
  new Problem(401, 'token_invalid', 'This access token is not one of ours. Sign in again.');
export const sessionEnded = () => new Problem(401, 'session_ended', 'This session has ended. Sign in again.');
export const emailNotVerified = () =>
  new Problem(
    403,
    'email_not_verified',
    'Confirm your address first, with the link or the code we mailed you.',
  );
export const invalidCredentials = () =>
  new Problem(401, 'invalid_credentials', 'The address, username or password is not right.');
export const mfaRequired = () =>
  new Problem(401, 'mfa_required', 'Give the code of your authenticator app, or a recovery code, as `totp`.');
export const wrongCode = () =>
  new Problem(422, 'wrong_code', 'This code is not right, or was used already. Wait for the next one.', {
    errors: [{ path: 'totp', message: 'This code is not right, or was used already.' }],
  });
export const codeRequired = () =>
  new Problem(422, 'code_required', 'Two-factor is on: give the code of your authenticator app, as `totp`.', {
    errors: [{ path: 'totp', message: 'Give the code of your authenticator app.' }],
  });
export const reauthenticationRequired = () =>
  new Problem(
    403,
    'fresh_proof_required',
    'Prove again that it is you, with your code or password, then go on.',
  );
export const refreshInvalid = () =>
  new Problem(401, 'refresh_invalid', 'This refresh token is not good any more. Sign in again.');
export const refreshReused = () =>
  new Problem(
    401,
    'refresh_reused',
    'This refresh token was used before, so its session was ended. Sign in again.',
  );
export const sessionNotFound = () =>
  new Problem(404, 'session_not_found', 'There is no such session of yours.');
export const mfaAlreadyOn = () =>
  new Problem(409, 'mfa_already_on', 'Two-factor is on already. Switch it off first to set it up anew.');
export const mfaNotStarted = () => new Problem(409, 'mfa_not_started', 'Start the two-factor set-up first.');
export const mfaNotOn = () => new Problem(409, 'mfa_not_on', 'Two-factor is not on.');
export const linkInvalid = () =>
  new Problem(422, 'link_not_good', 'This link is not good any more. Ask for a new one.');
export const usernameTaken = () =>
  new Problem(409, 'username_taken', 'Somebody has this username. Choose another.', {
    errors: [{ path: 'username', message: 'Somebody has this username.' }],
  });
export const tooManyAttempts = (seconds: number) =>
  new Problem(
    429,
    'too_many_attempts',
    `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, or use a device you signed in with before.`,
    {
      retryAfter: Math.max(1, Math.ceil(seconds)),
    },
  );
export const wrongPassword = (path: string) =>
  new Problem(422, 'wrong_password', 'The password is not right.', {
    errors: [{ path, message: 'The password is not right.' }],
  });
