import type { Species } from '../../labels.js';
import { admiral } from './admiral.js';
import { blueMorpho } from './blue-morpho.js';
import { brimstone } from './brimstone.js';
import { copper } from './copper.js';
import { fritillary } from './fritillary.js';
import { peacock } from './peacock.js';
import type { SpeciesLook } from './species-look.js';
import { swallowtail } from './swallowtail.js';

export const speciesLooks: Record<Species, SpeciesLook> = {
  Admiral: admiral,
  'Blue Morpho': blueMorpho,
  Brimstone: brimstone,
  Copper: copper,
  Fritillary: fritillary,
  Peacock: peacock,
  Swallowtail: swallowtail,
};
