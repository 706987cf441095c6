import { EditProfile } from '../../../../../features/settings/edit-profile.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.profile.title);

export default function Page() {
  return <EditProfile />;
}
