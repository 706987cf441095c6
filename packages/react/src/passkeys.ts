import type { Api, Schemas } from '@chitlaq/client';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';

/** Most people never need it, so the library is loaded with the first passkey. */
const library = () => import('@simplewebauthn/browser');

/** Whether this browser has passkeys at this address. False while a page is prerendered. */
export const supportsPasskeys = (): boolean =>
  typeof window !== 'undefined' && window.isSecureContext && 'PublicKeyCredential' in window;

/** Whether the browser offers passkeys where the username is typed. */
export const offersPasskeysInFields = async (): Promise<boolean> =>
  supportsPasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;

/** Has the browser create a passkey, and adds it to the account. */
export async function addPasskey(api: Api): Promise<Schemas['Passkey']> {
  const options = await api.post('/auth/passkeys/options');
  const { startRegistration } = await library();
  const created = await startRegistration({
    optionsJSON: options as PublicKeyCredentialCreationOptionsJSON, // the same JSON, with its enumerations as strings
  });
  return api.post('/auth/passkeys', { body: created as Schemas['PasskeyRegistration'] });
}

/**
 * Has the browser show a passkey.
 * @param inField  waits until the member picks one where the username is typed; a later call ends the wait
 */
export async function showPasskey(api: Api, { inField = false } = {}): Promise<Schemas['PasskeyAssertion']> {
  const { challenge, rpId, timeout } = await api.post('/auth/login/passkey/options');
  const { startAuthentication } = await library();
  const shown = await startAuthentication({
    optionsJSON: { challenge, rpId, timeout, userVerification: 'required' },
    useBrowserAutofill: inField,
    verifyBrowserAutofillInput: false,
  });
  return shown as Schemas['PasskeyAssertion'];
}

/** Ends a wait of `showPasskey`. */
export async function cancelPasskey(): Promise<void> {
  (await library()).WebAuthnAbortService.cancelCeremony();
}

/** Why the browser gave no passkey: the member cancelled, or it has one already. Undefined for any other error. */
export function browserRefusal(error: unknown): 'cancelled' | 'known' | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') return 'cancelled';
  return error.name === 'InvalidStateError' ? 'known' : undefined;
}
