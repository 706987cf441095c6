import { NotificationSettings } from '../../../../../features/notifications/settings.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages.notifications.title);

export default function Page() {
  return <NotificationSettings />;
}
