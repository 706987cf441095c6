import { Invitations } from '../../../../../features/settings/invitations.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.invitations.title);

export default function Page() {
  return <Invitations />;
}
