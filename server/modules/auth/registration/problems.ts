import { Problem } from '../../../platform/problem.ts';

export const universityNotAllowed = () => {
  const message =
    'This address doesn’t belong to a university that is open here. Use your university address.';
  return new Problem(422, 'university_not_allowed', message, { errors: [{ path: 'email', message }] });
};
export const registrationClosed = () => {
  const message = 'Nobody of this university can register at the moment.';
  return new Problem(403, 'registration_closed', message, { errors: [{ path: 'email', message }] });
};
export const invitationRequired = () => {
  const message =
    'Registration takes an invitation at the moment. Open the link or enter the code that you got.';
  return new Problem(422, 'invitation_required', message, { errors: [{ path: 'invitation', message }] });
};
/** Also if it is of another mailbox: nobody learns whose. */
export const invitationInvalid = () => {
  const message = 'This invitation isn’t valid, or no longer is. Ask for a new one.';
  return new Problem(422, 'invitation_invalid', message, { errors: [{ path: 'invitation', message }] });
};
export const verificationFailed = () =>
  new Problem(
    422,
    'verification_failed',
    'This link or code isn’t valid, or no longer is. Request a new one.',
    {
      errors: [{ path: 'code', message: 'This code isn’t valid, or no longer is.' }],
    },
  );
export const verificationExpired = () =>
  new Problem(422, 'verification_expired', 'This link or code has expired. Request a new one.');
export const tooManyCodes = (seconds: number) =>
  new Problem(
    429,
    'too_many_attempts',
    `Too many codes were tried. Wait ${Math.ceil(seconds / 60)} minutes, or use the link in the email.`,
    { retryAfter: Math.max(1, Math.ceil(seconds)) },
  );
/** The address is verified, but not that the same person chose the registration's password and names. */
export const detailsRequired = (missing: string[]) =>
  new Problem(
    422,
    'registration_details_required',
    'Choose a password, a username and a name, and send them with the link or code.',
    { errors: missing.map((path) => ({ path, message: 'Required.' })) },
  );
