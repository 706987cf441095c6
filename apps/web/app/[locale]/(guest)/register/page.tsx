import { Register } from '../../../../features/auth/register.tsx';

export default function Page() {
  return <Register />;
}
