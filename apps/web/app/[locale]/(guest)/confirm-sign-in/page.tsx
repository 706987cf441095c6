import { ConfirmSignIn } from '../../../../features/auth/confirm-sign-in.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.auth.confirmSignIn);

export default function Page() {
  return <ConfirmSignIn />;
}
