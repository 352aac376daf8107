import { Screen } from '../app/screen.tsx';
export const ProductList = () => <Screen title="ProductList" />;
