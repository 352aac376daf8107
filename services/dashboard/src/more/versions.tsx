import { Screen } from '../app/screen.tsx';
export const Versions = () => <Screen title="Versions" />;
