import { ConfirmSignIn } from '../../../../features/auth/confirm-sign-in.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.confirmSignIn);

export default function Page() {
  return <ConfirmSignIn />;
}
