import { Notifications } from '../../../../features/notifications/notifications.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.notifications.title);

export default function Page() {
  return <Notifications only="all" />;
}
