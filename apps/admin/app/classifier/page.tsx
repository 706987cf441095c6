import { Classifier } from '../../features/rules/classifier.tsx';

export default function Page() {
  return <Classifier />;
}
