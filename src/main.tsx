// Start: what this browser kept, what the link holds, then the page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { browserStorage } from './store/browser-storage.ts';
import { createMemmap } from './store/memmap.ts';
import { autosave, restore } from './store/persist.ts';
import { loadSimulator } from './store/simulator.ts';
import { App } from './ui/App.tsx';
import { idle, type PageProbe, track, whenIdle } from './ui/idle.ts';
import { followTextSize } from './ui/text-size.ts';
import { MemmapContext } from './ui/use-memmap.ts';
import './ui/theme.css';
import './ui/contrast.css';
import './ui/global.css';

/** When a person did what is being handled: what comes quickly is one entry, however slow the machine that handles it. */
const sinceStart = (): number => window.event?.timeStamp ?? performance.now();

const memmap = createMemmap(sinceStart);

/** Opens the link in the address, then takes it out: from here on the design lives in this browser and changes. */
async function followLink(): Promise<void> {
  if (location.hash === '') return;
  const { openLink } = await import('./store/open.ts');
  const opened = await openLink(memmap, location.hash);
  if (opened) history.replaceState(null, '', location.pathname + location.search);
}

async function start(): Promise<void> {
  followTextSize();
  void track(loadSimulator(memmap, { whenIdle, track }));
  await restore(memmap, browserStorage);
  // A link opens over what was kept, so that Undo brings that back.
  await followLink();
  const saving = autosave(memmap, browserStorage);
  window.addEventListener('hashchange', () => void track(followLink()));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void saving.flush();
  });
  window.addEventListener('beforeunload', (event) => {
    // Only a design that the browser refuses to keep is worth a question.
    const { design, saved } = memmap.store.getState();
    if (design !== null && saved === 'off') event.preventDefault();
  });
  Object.assign((window.__memmap ??= {}), { idle: () => saving.flush().then(idle) } satisfies PageProbe);

  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <MemmapContext value={memmap}>
        <App />
      </MemmapContext>
    </StrictMode>,
  );
}

void start();
