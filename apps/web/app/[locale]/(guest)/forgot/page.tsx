import { Forgot } from '../../../../features/auth/forgot.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.forgotTitle);

export default function Page() {
  return <Forgot />;
}
