import { Screen } from '../app/screen.tsx';
export const Orders = () => <Screen title="Orders" />;
