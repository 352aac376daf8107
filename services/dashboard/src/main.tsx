import { render } from 'preact';
import { App } from './app/app.tsx';
import './scheme.ts';
import './styles/base.css';
import './styles/parts.css';
import './styles/screens.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
