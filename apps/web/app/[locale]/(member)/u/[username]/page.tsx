import { Profile } from '../../../../../features/profiles/profile.tsx';

export default function Page() {
  return <Profile />;
}
