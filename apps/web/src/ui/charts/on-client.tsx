'use client';
import dynamic from 'next/dynamic';

/*
 * Charts are drawn where their size is known, in the browser; the server sends their numbers as tables at once and
 * the drawings' code follows. The place that a chart will take is kept free.
 */
export const RowChart = dynamic(() => import('./row-chart'), { ssr: false });
export const ReliabilityChart = dynamic(() => import('./reliability-chart'), { ssr: false });
export const TrendChart = dynamic(() => import('./trend-chart'), { ssr: false });
