'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import {
  browserRefusal,
  cancelPasskey,
  offersPasskeysInFields,
  showPasskey,
  supportsPasskeys,
} from '../../lib/passkeys.ts';

/** A challenge is valid for five minutes. */
const RENEW_MS = 4 * 60_000;

/**
 * Sign-in with a passkey: by a button, and where the username is typed if the browser offers it there.
 * @param onSignedIn  must be the same function at each render
 */
export function usePasskeySignIn(onSignedIn: () => void) {
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [isSupported, setIsSupported] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** Raised after each use of the button, which ends the offer in the field. */
  const [offer, setOffer] = useState(0);

  /** The field and the button may answer at once: only the first signs in. */
  const isSending = useRef(false);
  const send = useCallback(
    async (body: Schemas['PasskeyAssertion']) => {
      if (isSending.current) return;
      isSending.current = true;
      try {
        await api.post('/auth/login/passkey', { body });
      } catch (error) {
        isSending.current = false;
        throw error;
      }
      onSignedIn();
    },
    [onSignedIn],
  );

  useEffect(() => setIsSupported(supportsPasskeys()), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new number of the offer makes it again
  useEffect(() => {
    let isOver = false;
    const offerInField = async () => {
      let body: Schemas['PasskeyAssertion'];
      try {
        if (!(await offersPasskeysInFields()) || isOver) return;
        body = await showPasskey({ inField: true });
      } catch {
        return; // nobody asked for the offer, so nobody is told that there is none; the button remains
      }
      if (isOver) return;
      try {
        await send(body);
      } catch (error) {
        if (!isOver) setProblem(problemText(error));
      }
    };
    void offerInField();
    const timer = setInterval(() => void offerInField(), RENEW_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
      if (supportsPasskeys()) void cancelPasskey();
    };
  }, [offer, send, problemText]);

  const signIn = async () => {
    setProblem(undefined);
    setIsPending(true);
    try {
      await send(await showPasskey());
    } catch (error) {
      setProblem(browserRefusal(error) === undefined ? problemText(error) : t('passkeyCancelled'));
      setIsPending(false);
      setOffer((previous) => previous + 1);
    }
  };
  return { isSupported, isPending, problem, signIn };
}
