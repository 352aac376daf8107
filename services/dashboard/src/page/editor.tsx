import { Screen } from '../app/screen.tsx';
export const Editor = () => <Screen title="Editor" />;
