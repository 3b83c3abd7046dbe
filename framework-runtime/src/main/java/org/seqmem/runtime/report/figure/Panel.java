// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

/** One drawing area of a figure. */
public sealed interface Panel permits Plot, HeatMap {

    /** What it shows within its figure. */
    String title();
}
