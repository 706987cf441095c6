import { Forgot } from '../../../../features/auth/forgot.tsx';

export default function Page() {
  return <Forgot />;
}
