import { Members } from '../../features/members/members.tsx';

export default function Page() {
  return <Members />;
}
