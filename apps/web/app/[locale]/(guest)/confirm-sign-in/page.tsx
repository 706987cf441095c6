import { ConfirmSignIn } from '../../../../features/auth/confirm-sign-in.tsx';

export default function Page() {
  return <ConfirmSignIn />;
}
