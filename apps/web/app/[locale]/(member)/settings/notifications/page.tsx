import { NotificationSettings } from '../../../../../features/notifications/settings.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.notifications.title);

export default function Page() {
  return <NotificationSettings />;
}
