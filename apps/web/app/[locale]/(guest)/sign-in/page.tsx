import { SignIn } from '../../../../features/auth/sign-in.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.signIn);

export default function Page() {
  return <SignIn />;
}
