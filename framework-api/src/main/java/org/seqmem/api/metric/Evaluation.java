// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import org.seqmem.api.task.SequenceShape;

/**
 * Targets and predictions of a split, side by side.
 *
 * @param shape of each sequence
 * @param count n, the number of sequences
 * @param inputs shape (n, T, d_in), row by row
 * @param targets shape (n, T, d_out), row by row
 * @param predictions shape (n, T, d_out), row by row
 */
public record Evaluation(
        SequenceShape shape, int count, double[] inputs, double[] targets, double[] predictions) {}
