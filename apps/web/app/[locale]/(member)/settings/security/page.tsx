import { Security } from '../../../../../features/settings/security.tsx';

export default function Page() {
  return <Security />;
}
