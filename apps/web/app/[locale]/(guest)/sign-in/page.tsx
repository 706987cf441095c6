import { SignIn } from '../../../../features/auth/sign-in.tsx';

export default function Page() {
  return <SignIn />;
}
