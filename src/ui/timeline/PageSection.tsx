// One page and all that happens to it: chosen by its address, from what RAM is at the moment, or by a click on the map.
import { useMemo } from 'react';
import { historyOf, type PageRange, statesAt, type Timeline } from '../../engine/pages/index.ts';
import { type Addr, addr, alignDown, groupedHex, PAGE } from '../../model/addr.ts';
import type { Plan } from '../../model/plan.ts';
import { containsAddr } from '../../model/range.ts';
import { fail, ok } from '../../model/result.ts';
import { parseBytes } from '../../model/size.ts';
import { classes } from '../parts/classes.ts';
import { ValueField } from '../parts/ValueField.tsx';
import { roughSize } from '../strings.ts';
import { useMemmap, useVerbs } from '../use-memmap.ts';
import styles from './History.module.css';
import list from '../parts/List.module.css';
import { LookSwatch } from './LookSwatch.tsx';
import { ownersOf } from './page-picture.ts';
import { choosePage, isRam, pageOf } from './page-of.ts';
import { PageHistory } from './PageHistory.tsx';
import { lookOf, wordOf } from './place-words.ts';
import { intoView, walk } from './walk.ts';

interface PageSectionProps {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly index: number;
  readonly onGo: (index: number) => void;
}

/** As many stretches are listed, those around the page. */
const MOST = 80;

export function PageSection({ plan, timeline, index, onGo }: PageSectionProps) {
  const memmap = useVerbs();
  const page = useMemmap(pageOf);
  const states = useMemo(() => statesAt(timeline, index), [timeline, index]);
  const history = useMemo(() => (page === null ? [] : historyOf(timeline, page)), [timeline, page]);
  const choose = (at: Addr): void => choosePage(memmap, timeline, at);
  return (
    <div className={styles['page']}>
      <div className={styles['choice']}>
        <ValueField
          label="address (host physical)"
          value={page === null ? '' : groupedHex(page)}
          placeholder="0x4000_0000"
          onApply={(text) => {
            const read = parseBytes(text, page ?? 0n);
            if (!read.ok) return read;
            const at = addr(read.value);
            if (!isRam(timeline, at)) return fail('no RAM there');
            choose(at);
            return ok(alignDown(at, PAGE));
          }}
        />
        <Stretches plan={plan} states={states} page={page} onChoose={choose} />
      </div>
      {page === null ? (
        <p className={styles['about']}>
          Choose a page: press anywhere in RAM on the map, a stretch in the list, or write an address.
        </p>
      ) : (
        <PageHistory
          plan={plan}
          timeline={timeline}
          index={index}
          page={page}
          history={history}
          onGo={onGo}
        />
      )}
    </div>
  );
}

interface StretchesProps {
  readonly plan: Plan;
  readonly states: readonly PageRange[];
  readonly page: Addr | null;
  readonly onChoose: (at: Addr) => void;
}

function Stretches({ plan, states, page, onChoose }: StretchesProps) {
  const ownerOf = useMemo(() => ownersOf(plan), [plan]);
  const at = page === null ? -1 : states.findIndex(({ range }) => containsAddr(range, page));
  const from = Math.max(0, Math.min(at - MOST / 2, states.length - MOST));
  return (
    // The arrow keys are a short cut: each stretch is a button of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul className={classes(list['list'], styles['stretches'])} aria-label="RAM at this step" onKeyDown={walk}>
      {states.slice(from, from + MOST).map(({ range, state }, i) => (
        <li key={`${range.start}`}>
          <button
            type="button"
            className={list['item']}
            aria-current={from + i === at}
            tabIndex={from + i === Math.max(at, from) ? 0 : -1}
            ref={from + i === at ? intoView : undefined}
            onClick={() => onChoose(range.start)}
          >
            <LookSwatch look={lookOf(state)} owner={ownerOf(state)} />
            <span className={styles['start']}>{groupedHex(range.start)}</span>
            <span className={styles['word']}>{wordOf(state)}</span>
            <span className={styles['size']}>{roughSize(range.size)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
