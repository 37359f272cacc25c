import { type AuditDocument, type AuditPlan, datasetManifest, modelManifest } from '@evenhand/contracts';
import type { ReportInput } from '../model/input.js';
import { madeUpAudit, names } from './made-up-audit.js';

/** Two tasks by three attributes, with intersections, an order and probabilities. */
export function ordinaryAudit(plan?: Partial<AuditPlan>): AuditDocument {
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
    plan,
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
    attributes: [{ name: '#who["attribute"]', labels: hostileNames }],
    tasks: [{ name: '$what$ \\ @task', labels: hostileNames.map((name) => `${name} class`) }],
    images: 900,
    run: {
      model: { name: '#sys.inputs', version: '$1$', digest: 'a'.repeat(64) },
      dataset: { name: '#set page(width: 1pt)', digest: 'b'.repeat(64), samples: 900, labels: 'unknown' },
      warnings: [{ code: 'odd', message: '#import "/etc/passwd": *' }],
      tags: { '#tag': '#eval("1")' },
    },
  });
}

/** The same with a model card, a data set and files that are as hostile. */
export function hostileInput(): ReportInput {
  const audit = hostileAudit();
  return {
    audit,
    model: modelManifest.parse({
      schemaVersion: 1,
      name: 'model',
      version: 'v1',
      title: '#include "title.typ"',
      source: 'C:\\models\\#eval("file").onnx',
      licence: '$licence$',
      input: 'pixel_values',
      preprocess: { resize: { shortestEdge: 224 }, crop: { height: 224, width: 224 } },
      tasks: [{ name: 'task', labels: ['a', 'b'], output: 'task' }],
      card: {
        summary: '= Summary #[x]',
        intendedUse: ['#use <label>'],
        outOfScopeUse: ['*never* `this`'],
        limitations: ['/ term: "limits"'],
        citation: '@article{#cite}',
      },
      digests: {},
    }),
    dataset: {
      manifest: datasetManifest.parse({
        name: 'data',
        title: '#table[1]',
        description: '#while true {}',
        source: 'faces/#read("../secret").csv',
        licence: '\\u{41}',
        labels: 'unknown',
        attributes: [{ name: 'who', labels: ['a'] }],
      }),
      repairs: [{ attribute: '#attribute', from: '$from$', to: '<to>', count: 2 }],
      warnings: [{ code: 'missing', message: 'images/#image("x.png")\\$1.jpg is missing', count: 3 }],
    },
  };
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
