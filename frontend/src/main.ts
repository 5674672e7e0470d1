import { mount } from 'svelte';
import './view/tokens.css';
import './view/base.css';
import './view/board/board.css';
import App from './page/App.svelte';
import { keepShell } from './page/shell.ts';
import { restoreLook } from './view/look.svelte.ts';
import { preferredLocale, speak } from './view/words.svelte.ts';

/** Nothing is shown before it can be said. */
async function open(): Promise<void> {
  restoreLook();
  await speak(preferredLocale());
  mount(App, { target: document.getElementById('app')! });
  if (import.meta.env.PROD) keepShell();
}

void open();
