import type { ReportedMetric, ReportedMetrics } from '@evenhand/contracts';

/** Something on a card that looks like a number but could not be taken as one. */
export interface CardProblem {
  /** Counted from 1. */
  line: number;
  message: string;
}

/** What the model's card says in numbers. */
export interface CardClaims {
  /** Null where the card states nothing that could be read. */
  reported: ReportedMetrics | null;
  problems: CardProblem[];
}

/** What one reader finds. */
export interface FoundClaims {
  metrics: ReportedMetric[];
  problems: CardProblem[];
}

/** A task that a card may speak of. */
export interface CardTask {
  name: string;
  labels: readonly string[];
}
