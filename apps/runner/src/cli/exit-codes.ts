/** Exit codes of every command; scripts depend on them. */
export const exitCode = {
  fine: 0,
  fault: 1,
  input: 2,
  gateFailed: 3,
  gateUndecided: 4,
  tooManyFailures: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
