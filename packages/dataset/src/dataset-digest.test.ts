import { type Attribute, attribute, type Sample } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetDigest } from './dataset-digest.js';

const age = attribute.parse({ name: 'age', kind: 'ordinal', labels: ['young', 'old'] });
const gender = attribute.parse({ name: 'gender', labels: ['Female', 'Male'] });
const samples: Sample[] = ['b', 'a', 'c'].map((id, index) => ({
  id,
  path: `/data/${id}`,
  labels: { age: index === 0 ? null : 'old', gender: 'Male' },
  sha256: `${index}`.repeat(64),
}));
const [first, ...rest] = samples;
if (first === undefined) throw new Error('no samples');
const digest = digestOf([age, gender], samples);

function digestOf(attributes: Attribute[], own: readonly Sample[]): string {
  return datasetDigest(attributes, {
    ids: own.map(({ id }) => id),
    sample: (index) => own[index] ?? { labels: {}, sha256: '' },
  });
}

describe('datasetDigest', () => {
  it('is the SHA-256 of the documented lines', () => {
    // printf 'evenhand data set 1\n["age","ordinal",["young","old"]]\n["gender","nominal",["Female","Male"]]\n\n
    // ["a",["old","Male"],"111…",null]\n["b",[null,"Male"],"000…",null]\n["c",["old","Male"],"222…",null]\n' | sha256sum
    expect(digest).toBe('3446edd920dda85c74614bd63beb7742cc10e4b99ebb4e58bae49f89dad3bd00');
  });

  it('does not depend on places, on the order of rows and attributes, or on how labels were spelt', () => {
    const spelt: Attribute = { ...age, aliases: { alt: 'old' }, column: 'Alter' };
    fc.assert(
      fc.property(fc.shuffledSubarray(samples, { minLength: 3 }), (shuffled) => {
        const moved = shuffled.map((sample) => ({ ...sample, path: `/elsewhere/${sample.id}` }));
        expect(digestOf([gender, spelt], moved)).toBe(digest);
      }),
    );
  });

  it.each<[string, Attribute[], Sample[]]>([
    ['an image', [age, gender], [{ ...first, sha256: 'f'.repeat(64) }, ...rest]],
    ['a label', [age, gender], [{ ...first, labels: { age: 'old', gender: 'Male' } }, ...rest]],
    ['an id', [age, gender], [{ ...first, id: 'z' }, ...rest]],
    ['a cluster', [age, gender], [{ ...first, cluster: 'person 1' }, ...rest]],
    ['fewer samples', [age, gender], rest],
    ['the order of labels', [{ ...age, labels: ['old', 'young'] }, gender], samples],
    ['the kind of an attribute', [{ ...age, kind: 'nominal' }, gender], samples],
    ['one attribute less', [age], samples],
  ])('depends on %s', (_, attributes, changed) => {
    expect(digestOf(attributes, changed)).not.toBe(digest);
  });
});
