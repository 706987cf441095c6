import { University } from '../../../features/universities/university.tsx';

export default function Page() {
  return <University />;
}
