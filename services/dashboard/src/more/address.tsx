import { Screen } from '../app/screen.tsx';
export const Address = () => <Screen title="Address" />;
