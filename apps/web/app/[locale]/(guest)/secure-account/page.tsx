import { SecureAccount } from '../../../../features/auth/secure-account.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.secureAccount.title);

export default function Page() {
  return <SecureAccount />;
}
