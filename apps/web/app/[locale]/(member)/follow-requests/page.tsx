import { FollowRequests } from '../../../../features/profiles/follow-requests.tsx';

export default function Page() {
  return <FollowRequests />;
}
