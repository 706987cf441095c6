import { Openings } from '../../../features/boards/openings.tsx';

export default function Page() {
  return <Openings />;
}
