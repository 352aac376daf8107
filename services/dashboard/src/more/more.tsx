import { Screen } from '../app/screen.tsx';
export const More = () => <Screen title="More" />;
