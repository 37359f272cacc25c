import { describe, expect, it } from 'vitest';
import { temporaryDatabase } from '../testing/temporary.js';
import { claimLook, type NewLook } from './claim-look.js';
import { forgetLook } from './forget-look.js';
import { recordVerdict } from './record-verdict.js';

const look = (changes: Partial<NewLook>): NewLook => ({
  dataset: 'd1',
  gate: 'g1',
  run: 'r1',
  baseline: null,
  model: { name: 'm', version: '1', digest: 'aa' },
  isRelease: false,
  ...changes,
});

describe('the ledger of gates', () => {
  it('numbers the gates on the images of one data set, releases apart', () => {
    const { db } = temporaryDatabase();
    const claimed = [
      look({}),
      look({ gate: 'g2', isRelease: true }),
      look({ gate: 'g3' }),
      look({ gate: 'g4', isRelease: true }),
      look({ dataset: 'd2', gate: 'g5', isRelease: true }),
    ].map((one) => claimLook(db, one));
    expect(claimed).toEqual([
      { look: 1, releaseLook: null, isNew: true },
      { look: 2, releaseLook: 1, isNew: true },
      { look: 3, releaseLook: null, isNew: true },
      { look: 4, releaseLook: 2, isNew: true },
      { look: 1, releaseLook: 1, isNew: true },
    ]);
  });

  it('does not count the same gate again', () => {
    const { db } = temporaryDatabase();
    claimLook(db, look({}));
    claimLook(db, look({ gate: 'g2', isRelease: true }));
    recordVerdict(db, { dataset: 'd1', gate: 'g2', verdict: 'PASS' });
    expect(claimLook(db, look({ gate: 'g2', isRelease: true }))).toEqual({
      look: 2,
      releaseLook: 1,
      isNew: false,
    });
  });

  it('forgets a gate that came to nothing, and none that was decided', () => {
    const { db } = temporaryDatabase();
    claimLook(db, look({}));
    forgetLook(db, { dataset: 'd1', gate: 'g1' });
    expect(claimLook(db, look({}))).toMatchObject({ look: 1, isNew: true });
    recordVerdict(db, { dataset: 'd1', gate: 'g1', verdict: 'FAIL' });
    forgetLook(db, { dataset: 'd1', gate: 'g1' });
    expect(claimLook(db, look({}))).toMatchObject({ look: 1, isNew: false });
    expect(db.$client.prepare('SELECT run, verdict FROM gate_looks').all()).toEqual([
      { run: 'r1', verdict: 'FAIL' },
    ]);
  });
});
