import { Statistics } from '../../features/statistics/figures.tsx';

export default function Page() {
  return <Statistics />;
}
