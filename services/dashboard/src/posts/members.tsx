import { Screen } from '../app/screen.tsx';
export const Members = () => <Screen title="Members" />;
