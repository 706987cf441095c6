import { ReportsOverTime } from '../../../features/statistics/moderation-statistics.tsx';

export default function Page() {
  return <ReportsOverTime />;
}
