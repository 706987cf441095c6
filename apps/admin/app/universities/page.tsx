import { Universities } from '../../features/universities/universities.tsx';

export default function Page() {
  return <Universities />;
}
