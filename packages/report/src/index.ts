export {
  type CalibrationGroup,
  type CalibrationGroups,
  calibrationGroups,
} from './charts/calibration-groups.js';
export { type CalibrationBin, type CalibrationPanel, calibrationPanel } from './charts/calibration-panel.js';
export { type CardCheck, type CardCheckRow, cardCheck, knownData } from './charts/card-check.js';
export { type ClassCell, type ClassTable, classTable } from './charts/class-table.js';
export { type Composition, type CompositionRow, composition } from './charts/composition.js';
export { type ConfusionChange, confusionChange } from './charts/confusion-change.js';
export { type ConfusionDifference, confusionDifference } from './charts/confusion-difference.js';
export { type ConfusionCell, type ConfusionMatrix, confusionMatrix } from './charts/confusion-matrix.js';
export { type CrossTable, crossTable } from './charts/cross-table.js';
export {
  type ChangeVerdict,
  type Dumbbell,
  type DumbbellOptions,
  type DumbbellRow,
  dumbbell,
} from './charts/dumbbell.js';
export { type FlipRow, type FlipTable, flipNames, flipTable } from './charts/flip-table.js';
export { type ForestOptions, type ForestPlot, type ForestRow, forestPlot } from './charts/forest-plot.js';
export { type HeatCell, type HeatMap, type HeatMapOptions, heatMap } from './charts/heat-map.js';
export { type OrdinalPanel, type OrdinalRow, offsetNames, ordinalPanel } from './charts/ordinal-panel.js';
export { type SliceList, type SliceRow, sliceList } from './charts/slice-list.js';
export { type Trend, type TrendPoint, type TrendRun, trends } from './charts/trend.js';
export { columnDigits } from './format/digits.js';
export { type MetricFacts, metricFacts, type Unit } from './format/metric-facts.js';
export { bareNumber, countText, intervalText, type NumberStyle, numberText } from './format/number-text.js';
export { reasonText } from './format/reason-text.js';
export { type Evidence, evidence } from './groups/evidence.js';
export { findDisparity } from './groups/find-disparity.js';
export { findGrouping, findSlice, sliceEstimate } from './groups/find-slice.js';
export { groupKey, groupName, parseGroupKey } from './groups/group-name.js';
export { type CsvCell, csvTable, quotedCell } from './render/csv-table.js';
export { type ChangeInWords, changeInWords } from './words/change-in-words.js';
export { gapSentence, gapStyle } from './words/gap-sentence.js';
export { groupingTitle } from './words/grouping-title.js';
export { metricName } from './words/metric-name.js';
export { type Finding, findingName, type Summary, summary } from './words/summary.js';
export { pText, type Verdict, verdictOf } from './words/verdict.js';
