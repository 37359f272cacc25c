/** Class of a difference's shade, −5 to 5. */
export function differenceShade(step: number): string {
  return step === 0 ? 'bg-sunk' : step < 0 ? `div-n${-step}` : `div-p${step}`;
}

/** Class of a magnitude's shade, 0 to 9. */
export function magnitudeShade(step: number): string {
  return step === 0 ? '' : `mag-${step}`;
}
