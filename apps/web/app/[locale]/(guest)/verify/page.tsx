import { Verify } from '../../../../features/auth/verify.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.verifyEmail);

export default function Page() {
  return <Verify />;
}
