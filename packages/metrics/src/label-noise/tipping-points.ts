export interface TippingPoints {
  /**
   * Worst case, errors aligned against one group and in favour of the other: the shares of wrong labels in the two
   * groups must add up to at least this to explain the gap away.
   */
  aligned: number;
  /**
   * Errors that have nothing to do with the model: the shares of wrong labels must differ between the groups by
   * about this, gap/accuracy. Null where the accuracy is 0.
   */
  unsystematic: number | null;
}

/** How much label noise it would take to explain a gap away, at the higher of the two accuracies. */
export function labelNoiseTippingPoints(gap: number, accuracy: number): TippingPoints {
  const size = Math.abs(gap);
  return { aligned: size, unsystematic: accuracy > 0 ? size / accuracy : null };
}
