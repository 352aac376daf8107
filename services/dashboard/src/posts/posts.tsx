import { Screen } from '../app/screen.tsx';
export const Posts = () => <Screen title="Posts" />;
