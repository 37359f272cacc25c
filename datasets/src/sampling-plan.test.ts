import { expect, describe as suite, test } from 'vitest';
import { CAMERAS, type Description, LIGHTINGS, SIDES, SPECIES, WEAR_GRADES } from './labels.js';
import { AUDIT_PLAN, BALANCED_PLAN, describe, type SamplingPlan } from './sampling-plan.js';

const sample = (plan: SamplingPlan, key: number[]): Description[] =>
  Array.from({ length: plan.count }, (_, index) => describe(plan, { key, index }));

function tally(images: readonly Description[], name: (image: Description) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const image of images) counts.set(name(image), (counts.get(name(image)) ?? 0) + 1);
  return counts;
}

suite('the audit sample', () => {
  const images = sample(AUDIT_PLAN, [1, 1]);

  test('holds every species and both sides alike', () => {
    const bySpecies = tally(images, (image) => image.species);
    for (const name of SPECIES) expect(Math.abs((bySpecies.get(name) ?? 0) - 1200 / 7)).toBeLessThan(6);
    const bySide = tally(images, (image) => image.side);
    for (const name of SIDES) expect(Math.abs((bySide.get(name) ?? 0) - 600)).toBeLessThan(6);
  });

  test('holds every label of every task under every condition', () => {
    const labels = new Set(
      images.flatMap(({ lighting, camera, species, side, wearLabel }) =>
        [species, side, wearLabel].map((label) => `${lighting} ${camera} ${label}`),
      ),
    );
    expect(labels.size).toBe(
      LIGHTINGS.length * CAMERAS.length * (SPECIES.length + SIDES.length + WEAR_GRADES.length),
    );
  });

  test('holds the conditions in the shares of the plan, from 30 images to 216', () => {
    const byCondition = tally(images, ({ lighting, camera }) => `${lighting} ${camera}`);
    for (const lighting of LIGHTINGS) {
      for (const camera of CAMERAS) {
        const due = AUDIT_PLAN.conditions[lighting][camera] * 12;
        expect(Math.abs((byCondition.get(`${lighting} ${camera}`) ?? 0) - due)).toBeLessThan(4);
      }
    }
  });

  test('grades wear by the share that is worn', () => {
    for (const { wear, wearLabel } of images) {
      const grade = WEAR_GRADES.find(({ from, to }) => wear >= from && wear < to);
      expect(grade?.label).toBe(wearLabel);
    }
  });
});

test('what an image shows does not depend on how many there are', () => {
  const few = { ...BALANCED_PLAN, count: 10 };
  expect(sample(few, [7, 2])).toEqual(sample(BALANCED_PLAN, [7, 2]).slice(0, 10));
});

test('another seed gives another sample of the same shares', () => {
  const images = sample(AUDIT_PLAN, [2, 1]);
  expect(images).not.toEqual(sample(AUDIT_PLAN, [1, 1]));
  const dusk = images.filter(({ lighting, camera }) => lighting === 'Dusk' && camera === 'Phone');
  expect(Math.abs(dusk.length - 120)).toBeLessThan(4);
});
