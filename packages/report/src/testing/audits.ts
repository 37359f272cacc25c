import type { AuditDocument } from '@evenhand/contracts';
import { madeUpAudit, names } from './made-up-audit.js';

/** Two tasks by three attributes, with intersections, an order and probabilities. */
export function ordinaryAudit(): AuditDocument {
  const age = ['0-9', '10-19', '20-39', '40-59', '60 and more'];
  return madeUpAudit({
    attributes: [
      { name: 'race', labels: ['Black', 'East Asian', 'Latino_Hispanic', 'White'] },
      { name: 'gender', labels: ['Female', 'Male'] },
      { name: 'age', labels: age },
    ],
    tasks: [
      { name: 'gender', labels: ['Female', 'Male'], attribute: 'gender', hasScores: true },
      { name: 'age', kind: 'ordinal', labels: age, attribute: 'age', hasScores: true },
    ],
    images: 1800,
    accuracy: ([race]) => (race === 'Black' ? 0.55 : 0.85),
  });
}

/** Little of everything: reading its tags takes a moment. */
export function smallAudit(): AuditDocument {
  return madeUpAudit({
    attributes: [
      { name: 'race', labels: ['Black', 'White'] },
      { name: 'gender', labels: ['Female', 'Male'] },
    ],
    tasks: [{ name: 'age', kind: 'ordinal', labels: ['0-19', '20-49', '50 and more'], hasScores: true }],
    images: 600,
    accuracy: ([race]) => (race === 'Black' ? 0.55 : 0.85),
  });
}

/** More groups than fit on a page. */
export function manyGroups(): AuditDocument {
  return madeUpAudit({
    attributes: [{ name: 'place', labels: names('Place number ', 126) }],
    tasks: [{ name: 'smile', labels: ['yes', 'no'] }],
    images: 9000,
  });
}

/** More classes than fit side by side. */
export function manyClasses(): AuditDocument {
  return madeUpAudit({
    attributes: [{ name: 'gender', labels: ['Female', 'Male'] }],
    tasks: [{ name: 'species', labels: names('species of number ', 40) }],
    images: 4000,
  });
}

export function longLabels(): AuditDocument {
  return madeUpAudit({
    attributes: [
      {
        name: 'neighbourhood_or_region',
        labels: [
          'An extraordinarily long label that goes on and on so that nobody can print it in one line of any table',
          'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung',
          'under_scored_label_with_many_parts_and_no_spaces_at_all_in_it',
          'x',
        ],
      },
      { name: 'sex', labels: ['F', 'M'] },
    ],
    tasks: [
      {
        name: 'presentation',
        labels: [
          'A class label that is far too long for the head of a column',
          'Antidisestablishmentarianism',
          'ok',
          'Pneumonoultramicroscopicsilicovolcanoconiosis',
          'another quite long label',
        ],
      },
    ],
    images: 1500,
  });
}

/** Right to left, Chinese, Japanese, Korean, Devanagari, Thai, and a picture that no font of ours has. */
export function manyScripts(): AuditDocument {
  return madeUpAudit({
    attributes: [
      {
        name: 'group',
        labels: [
          'سود البشرة',
          'לבן',
          'हिन्दी',
          'ไทย',
          '한국인',
          '中文繁體簡体',
          '日本語ラベル',
          '🦋',
          'Ελληνικά',
        ],
      },
    ],
    tasks: [{ name: '性別', labels: ['女性', 'عربي'] }],
    images: 1500,
    accuracy: ([group]) => (group === 'سود البشرة' ? 0.5 : 0.9),
  });
}

/** Names that are Typst, Markdown, HTML or CSV. */
export const hostileNames = [
  '#panic("run")',
  '#{ let x = read("/etc/passwd"); x }',
  '$x^2$ \\ @ref <label>',
  '[a](https://example.com) ![b](c) ] [',
  '`code` "quotes" \' ~ *bold* _it_ | pipe',
  '// comment /* */ = head',
  '<script>alert(1)</script> & &amp;',
  '=SUM(A1), "quoted", semi;colon',
  '@everyone #123',
  'line\nbreak\ttab \u0007bell',
];

export function hostileAudit(): AuditDocument {
  return madeUpAudit({
    attributes: [{ name: 'who', labels: hostileNames }],
    tasks: [{ name: 'what', labels: hostileNames.map((name) => `${name} class`) }],
    images: 900,
    run: {
      model: { name: '#sys.inputs', version: '$1$', digest: 'a'.repeat(64) },
      warnings: [{ code: 'odd', message: '#import "/etc/passwd": *' }],
      tags: { '#tag': '#eval("1")' },
    },
  });
}

export function oneGroup(): AuditDocument {
  return madeUpAudit({
    attributes: [{ name: 'gender', labels: ['Female'] }],
    tasks: [{ name: 'smile', labels: ['yes', 'no'], hasScores: true }],
    images: 200,
  });
}

export function noImages(): AuditDocument {
  return madeUpAudit({
    attributes: [{ name: 'gender', labels: ['Female', 'Male'] }],
    tasks: [{ name: 'smile', labels: ['yes', 'no'] }],
    images: 0,
  });
}
