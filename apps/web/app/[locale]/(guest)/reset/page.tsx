import { Reset } from '../../../../features/auth/reset.tsx';

export default function Page() {
  return <Reset />;
}
