// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/**
 * Figures: one model of what is drawn, and what draws it, as an option of Apache ECharts for pages
 * and through XChart as SVG and PNG for papers, or lists it, as a table.
 */
@NullMarked
package org.seqmem.runtime.report.figure;

import org.jspecify.annotations.NullMarked;
