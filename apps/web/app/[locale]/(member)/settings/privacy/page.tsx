import { Privacy } from '../../../../../features/settings/privacy.tsx';

export default function Page() {
  return <Privacy />;
}
