// What if: whether the design could still be placed with larger kernels, less RAM or one more guest, and each domain's headroom.
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { domainOwner } from '../../map/geometry/scene.ts';
import type { Plan } from '../../model/plan.ts';
import { sizeText } from '../../model/size.ts';
import type { Target } from '../../model/target.ts';
import { askWhatIf, type WhatIfAnswer } from '../../store/places.ts';
import { track } from '../idle.ts';
import { Swatch } from '../parts/Swatch.tsx';
import styles from './Place.module.css';

type Fits = Extract<WhatIfAnswer, { kind: 'fits' }>;

const QUESTION: Readonly<Record<Fits['what'], string>> = {
  'as it is': 'as it is, with what waits for a place',
  'larger kernels': 'every kernel 30 % larger',
  'half the RAM': 'half the RAM, the lower half',
  'one more guest': 'one more guest: 256 MiB and a kernel of 32 MiB',
};

/** Answers, and what they are about. */
interface Heard {
  readonly plan: Plan;
  readonly target: Target;
  readonly answers: readonly WhatIfAnswer[];
}

interface WhatIfProps {
  readonly plan: Plan;
  readonly target: Target;
}

/** Asks anew for each plan and target it is given. */
export function WhatIf({ plan, target }: WhatIfProps) {
  const [heard, setHeard] = useState<Heard>({ plan, target, answers: [] });
  const answers = heard.plan === plan && heard.target === target ? heard.answers : [];
  useEffect(() => {
    let stop = (): void => undefined;
    void track(
      new Promise<void>((done) => {
        const end = askWhatIf({ plan, target }, (answer) => {
          if (answer.kind === 'end') done();
          setHeard((before) => ({
            plan,
            target,
            answers:
              before.plan === plan && before.target === target ? [...before.answers, answer] : [answer],
          }));
        });
        stop = () => {
          end();
          done();
        };
      }),
    );
    return () => stop();
  }, [plan, target]);
  return (
    <ul className={styles['list']}>
      {answers.map((answer) => {
        switch (answer.kind) {
          case 'fits':
            return (
              <li key={answer.what} className={styles['row']}>
                <Mark fits={answer.fits} />
                <span className={styles['wishes']}>{QUESTION[answer.what]}</span>
              </li>
            );
          case 'headroom': {
            const index = plan.domains.findIndex(({ id }) => id === answer.domain);
            return (
              <li key={answer.domain} className={styles['row']}>
                <Swatch owner={domainOwner(index)} />
                <span className={styles['name']} title={plan.domains[index]?.name}>
                  {plan.domains[index]?.name}
                </span>
                <span className={styles['wishes']}>
                  {answer.more === 0n
                    ? 'no room for more static memory'
                    : `up to ${sizeText(answer.more)} more static memory in one bank`}
                </span>
              </li>
            );
          }
          case 'end':
            return null;
        }
      })}
      {!answers.some(({ kind }) => kind === 'end') && (
        <li className={styles['row']}>
          <output className={styles['wishes']}>working it out …</output>
        </li>
      )}
    </ul>
  );
}

function Mark({ fits }: { readonly fits: boolean | null }) {
  if (fits === null)
    return (
      <span className={styles['mark']}>
        <CircleHelp size={14} aria-hidden /> not found out
      </span>
    );
  return fits ? (
    <span className={styles['mark']} data-fits>
      <CircleCheck size={14} aria-hidden /> has room
    </span>
  ) : (
    <span className={styles['mark']} data-fits={false}>
      <CircleX size={14} aria-hidden /> no room
    </span>
  );
}
