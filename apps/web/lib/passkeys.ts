import * as passkeys from '@chitlaq/react/passkeys';
import { api } from './api.ts';

export {
  browserRefusal,
  cancelPasskey,
  offersPasskeysInFields,
  supportsPasskeys,
} from '@chitlaq/react/passkeys';

/** Has the browser create a passkey, and adds it to the account. */
export const addPasskey = () => passkeys.addPasskey(api);

/** Has the browser show a passkey: `inField` waits until the member picks one where the username is typed. */
export const showPasskey = (options?: { inField?: boolean }) => passkeys.showPasskey(api, options);
