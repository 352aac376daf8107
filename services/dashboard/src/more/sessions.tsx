import { Screen } from '../app/screen.tsx';
export const Sessions = () => <Screen title="Sessions" />;
