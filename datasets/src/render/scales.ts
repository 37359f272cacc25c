import { type Description, isNightMode } from '../labels.js';
import type { Random } from '../random.js';
import { type Colour, colour, grey, mix } from './colour.js';

/** What worn scales tend to. */
const BLEACHED = colour('#c9b99b');
/** Every other individual is more or less dusky, of whichever species: the hard cases. */
const DUSKY = colour('#66564a');

/**
 * The colour of this individual's wing scales where its species has `paint`: dusky or not, faded with wear, and in
 * false colours where the camera's night mode sees them.
 */
export function scaleInk(description: Description, random: Random): (paint: Colour) => Colour {
  const dusky = Math.max(0, random.uniform(-0.7, 0.75));
  const fading = 0.85 * description.wear * random.normal(1, 0.06) + random.uniform(0, 0.04);
  const faded = Math.min(0.85, fading);
  const night = isNightMode(description);
  return (paint) => {
    const own = mix(paint, DUSKY, dusky);
    const worn = mix(mix(own, grey(own), faded / 2), BLEACHED, faded);
    return night ? infrared(worn) : worn;
  };
}

/**
 * Wing scales in the false colours of a sensor that also records near infrared, as infrared film shows them: infrared
 * as red, red as green, green as blue. Dark pigment (melanin) hardly absorbs infrared, so that it turns red.
 */
function infrared(paint: Colour): Colour {
  const [luma] = grey(paint);
  return mix(paint, [235 - 0.7 * luma, paint[0], paint[1]], 0.6);
}
