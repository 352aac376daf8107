import { Screen } from '../app/screen.tsx';
export const Post = () => <Screen title="Post" />;
