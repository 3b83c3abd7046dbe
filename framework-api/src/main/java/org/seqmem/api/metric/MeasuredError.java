// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import org.seqmem.api.task.StepWeights;

/**
 * A value of a metric that is a mean squared error over the mean target power, both over the same
 * steps: what references say of such errors can stand beside it.
 *
 * @param value its name in the {@link Measurement}; for the headline, the name of the metric
 * @param standardError the name of the value that is its standard error: how far it would scatter,
 *     as a standard deviation, over other test sequences
 * @param steps which steps it counts
 */
public record MeasuredError(String value, String standardError, StepWeights steps) {}
