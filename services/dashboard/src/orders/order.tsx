import { Screen } from '../app/screen.tsx';
export const Order = () => <Screen title="Order" />;
