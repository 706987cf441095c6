import { EditProfile } from '../../../../../features/settings/edit-profile.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages.profile.title);

export default function Page() {
  return <EditProfile />;
}
