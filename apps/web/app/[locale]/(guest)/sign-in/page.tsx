import { SignIn } from '../../../../features/auth/sign-in.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.auth.signIn);

export default function Page() {
  return <SignIn />;
}
