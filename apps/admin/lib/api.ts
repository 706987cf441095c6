import { createApi } from '@chitlaq/client';

/** Told to the page when the session has ended by itself or by somebody else. */
export const SIGNED_OUT = 'chitlaq:signed-out';

/** The same API as everybody's, on the page's own origin, with the browser's cookie session. */
export const api = createApi({
  baseUrl: '',
  mode: 'cookie',
  onSignedOut: () => window.dispatchEvent(new Event(SIGNED_OUT)),
});
