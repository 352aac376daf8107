import { render } from 'preact';
import { Desk } from './desk.tsx';
import '../scheme.ts';
import '../styles/base.css';
import '../styles/buttons.css';
import '../styles/forms.css';
import '../styles/states.css';
import '../styles/sheets.css';
import '../styles/frame.css';
import '../styles/start.css';
import '../styles/panels.css';
import '../styles/lists.css';
import './ops.css';
import './case.css';

const root = document.getElementById('app');
if (root) render(<Desk />, root);
