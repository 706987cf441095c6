import { createApi } from '@chitlaq/client';

/** Event that is dispatched when the session has ended. */
export const SIGNED_OUT = 'chitlaq:signed-out';

/** The API client. It uses the page's own origin and the cookie session. */
export const api = createApi({
  baseUrl: '',
  mode: 'cookie',
  onSignedOut: () => window.dispatchEvent(new Event(SIGNED_OUT)),
});
