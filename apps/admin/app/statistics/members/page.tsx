import { MembersOverTime } from '../../../features/statistics/member-statistics.tsx';

export default function Page() {
  return <MembersOverTime />;
}
