import { FollowRequests } from '../../../../features/profiles/follow-requests.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.frame.requests);

export default function Page() {
  return <FollowRequests />;
}
