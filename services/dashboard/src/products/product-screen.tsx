import { Screen } from '../app/screen.tsx';
export const ProductScreen = () => <Screen title="ProductScreen" />;
