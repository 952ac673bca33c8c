// The stage's keys. What they do (keyboard.ts) comes right after the first picture.
import { useEffect, useLayoutEffect, useRef } from 'react';
import { track } from '../idle.ts';
import type { KeysInput } from './keyboard.ts';

/** Listens on the stage. */
export function useKeys(stage: SVGSVGElement | null, input: KeysInput): void {
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    if (stage === null) return undefined;
    const gone = new AbortController();
    void track(
      import('./keyboard.ts').then(({ handled }) =>
        stage.addEventListener(
          'keydown',
          (event) => {
            if (event.defaultPrevented || !handled(event, latest.current)) return;
            event.preventDefault();
            event.stopPropagation();
          },
          { signal: gone.signal },
        ),
      ),
    );
    return () => gone.abort();
  }, [stage]);
}
