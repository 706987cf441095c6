import { Figures } from '../../features/figures/figures.tsx';

export default function Page() {
  return <Figures />;
}
