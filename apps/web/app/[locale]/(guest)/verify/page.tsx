import { Verify } from '../../../../features/auth/verify.tsx';

export default function Page() {
  return <Verify />;
}
