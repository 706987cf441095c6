import { Problem } from '../../platform/problem.ts';

export const postNotFound = () =>
  new Problem(404, 'post_not_found', 'This post doesn’t exist, or you can’t see it.');
export const endpointNotAllowed = () =>
  new Problem(
    422,
    'endpoint_not_allowed',
    'Send the `endpoint` of the browser’s push service: an https address on the public internet.',
    { errors: [{ path: 'endpoint', message: 'Not an address of a push service.' }] },
  );
export const pushKeysInvalid = () =>
  new Problem(
    422,
    'push_keys_invalid',
    'Send `keys` exactly as the browser’s PushSubscription.toJSON() returns them.',
    { errors: [{ path: 'keys', message: 'Not the keys of a push subscription.' }] },
  );
export const unsubscribeTokenInvalid = () =>
  new Problem(
    422,
    'unsubscribe_token_invalid',
    'This link is incomplete. Copy it from the email again, or sign in and change your settings.',
  );
