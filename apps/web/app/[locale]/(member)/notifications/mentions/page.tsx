import { Notifications } from '../../../../../features/notifications/notifications.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.notifications.title);

export default function Page() {
  return <Notifications filter="mentions" />;
}
