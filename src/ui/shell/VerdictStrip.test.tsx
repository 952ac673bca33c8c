import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { briefOf } from '../../engine/brief.ts';
import { DEFAULT_TARGET } from '../../model/target.ts';
import { bareAnalysis } from '../../testing/bare-analysis.ts';
import { VerdictStrip } from './VerdictStrip.tsx';

afterEach(cleanup);

/** What of Xen's line loses its middle where there is no room; the line has to be there in full. */
function cutOf(message: string): string[] {
  const panic = { message, consequence: 'panic', domain: null, rule: 'r', early: false } as const;
  const { container } = render(
    <VerdictStrip
      brief={briefOf(bareAnalysis({ verdict: 'refused', panic }))}
      target={DEFAULT_TARGET}
      onOpen={() => {}}
    />,
  );
  const line = container.querySelector('code');
  const names = [...(line?.querySelectorAll('.visually-hidden') ?? [])].map((of) => of.textContent);
  for (const shown of line?.querySelectorAll('[aria-hidden]') ?? []) shown.remove();
  expect(line?.textContent).toBe(message);
  return names;
}

const NAME = 'rear_seat_entertainment.of.the.passenger.side,revision-D.0042';

test.each<[string, string[]]>([
  [`Could not set up domain ${NAME} (rc = -2)`, [NAME]],
  ['Xen BUG at common/page_alloc.c:2802', []],
  ["Assertion '!(info->flags&CDF_directmap)' failed at arch/arm/domain_build.c:2096", []],
  ['Could not set up domain domU1 (rc = -2)', []],
])('only a long name loses its middle: %s', (message, cut) => {
  expect(cutOf(message)).toEqual(cut);
});
