import { EditProfile } from '../../../../../features/settings/edit-profile.tsx';

export default function Page() {
  return <EditProfile />;
}
