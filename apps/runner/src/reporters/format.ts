import type { Estimate } from '@evenhand/contracts';

const dash = '–';

/** 0.96381 → `96.4 %`; null → `–`. */
export function percent(value: number | null, digits = 1): string {
  return value === null ? dash : `${(value * 100).toFixed(digits)} %`;
}

/** `[96.0, 96.7]`, in percent. */
function percentInterval(estimate: Estimate): string {
  if (estimate.low === null || estimate.high === null) return '';
  return `[${(estimate.low * 100).toFixed(1)}, ${(estimate.high * 100).toFixed(1)}]`;
}

/** `96.4 % [96.0, 96.7]`; the reason where there is no value. */
export function percentEstimate(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '';
  if (estimate.value === null) return reasonText(estimate);
  return `${percent(estimate.value)} ${percentInterval(estimate)}`.trimEnd();
}

const reasons = {
  no_true: 'no true',
  no_pred: 'none predicted',
  no_samples: 'no images',
  degenerate: 'by design',
} as const;

function reasonText(estimate: Estimate): string {
  return estimate.reason === undefined ? dash : `${dash} (${reasons[estimate.reason]})`;
}

/** `1234567` → `1,234,567`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `{race: 'Black', gender: 'Female'}` → `Black × Female`; `all` for no attribute. */
export function groupName(group: Readonly<Record<string, string>>): string {
  return Object.values(group).join(' × ') || 'all';
}

/** `75` → `1 min 15 s`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 10 ? seconds.toFixed(1) : whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
