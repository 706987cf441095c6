import { Problem } from '../../platform/problem.ts';

export { accountMuted, accountSuspended } from '../../platform/suspended-writers.ts';

/** Of an account that staff have not let in yet, or have refused. */
export const accountWaiting = () =>
  new Problem(403, 'account_waiting', 'Somebody of the campus has to let this account in first.');
export const accountDeactivated = () =>
  new Problem(403, 'account_deactivated', 'This account is deactivated. Restore it first, or sign out.');
export const tokenExpired = () =>
  new Problem(401, 'token_expired', 'The access token has expired. Refresh it with the refresh token.');
export const tokenInvalid = () =>
  new Problem(401, 'token_invalid', 'This access token isn’t valid. Sign in again.');
export const sessionEnded = () => new Problem(401, 'session_ended', 'This session has ended. Sign in again.');
export const emailNotVerified = () =>
  new Problem(
    403,
    'email_not_verified',
    'Confirm your email address first, with the link or code we emailed you.',
  );
export const invalidCredentials = () =>
  new Problem(401, 'invalid_credentials', 'The email, username or password is incorrect.');
export const mfaRequired = () =>
  new Problem(
    401,
    'mfa_required',
    'Send the code from your authenticator app, or a recovery code, as `totp`.',
  );
export const wrongCode = () =>
  new Problem(422, 'wrong_code', 'This code is incorrect or was already used. Wait for the next one.', {
    errors: [{ path: 'totp', message: 'Incorrect, or already used.' }],
  });
export const codeRequired = () =>
  new Problem(
    422,
    'code_required',
    'Two-factor is on. Send the code from your authenticator app as `totp`.',
    {
      errors: [{ path: 'totp', message: 'Enter the code from your authenticator app.' }],
    },
  );
export const reauthenticationRequired = () =>
  new Problem(
    403,
    'reauthentication_required',
    'Confirm that it’s you with your code or password, then continue.',
  );
export const refreshInvalid = () =>
  new Problem(401, 'refresh_invalid', 'This refresh token is no longer valid. Sign in again.');
export const refreshReused = () =>
  new Problem(
    401,
    'refresh_reused',
    'This refresh token was already used, so its session was ended. Sign in again.',
  );
export const sessionNotFound = () => new Problem(404, 'session_not_found', 'You have no such session.');
export const mfaAlreadyOn = () =>
  new Problem(409, 'mfa_already_on', 'Two-factor is already on. Turn it off first to set it up again.');
export const mfaNotStarted = () => new Problem(409, 'mfa_not_started', 'Start the two-factor setup first.');
export const mfaNotOn = () => new Problem(409, 'mfa_not_on', 'Two-factor isn’t on.');
export const passkeyNotFound = () => new Problem(404, 'passkey_not_found', 'You have no such passkey.');
export const passkeyInvalid = () =>
  new Problem(
    422,
    'passkey_invalid',
    'This passkey couldn’t be verified, or is already in use. Start again.',
  );
export const tooManyPasskeys = () =>
  new Problem(
    409,
    'too_many_passkeys',
    'You have as many passkeys as an account can have. Remove one first.',
  );
export const linkInvalid = () =>
  new Problem(422, 'link_invalid', 'This link has expired or was already used. Request a new one.');
export const usernameTaken = () =>
  new Problem(409, 'username_taken', 'This username is taken. Choose another.', {
    errors: [{ path: 'username', message: 'This username is taken.' }],
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
  new Problem(422, 'wrong_password', 'The password is incorrect.', {
    errors: [{ path, message: 'The password is incorrect.' }],
  });
