import { Statistics } from '../../features/statistics/statistics.tsx';

export default function Page() {
  return <Statistics />;
}
