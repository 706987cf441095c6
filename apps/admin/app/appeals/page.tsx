import { Appeals } from '../../features/appeals/appeals.tsx';

export default function Page() {
  return <Appeals />;
}
