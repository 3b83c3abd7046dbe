// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * Configuration of {@link HuberLossPlugin}.
 *
 * @param delta the error up to which it is squared
 * @param steps which steps count
 * @param timePower p: step t, counted from 1, counts t^p
 */
public record HuberLossConfig(
        @GreaterThan(0) double delta,
        StepLossConfig.Counted steps,
        @AtLeast(0) @AtMost(100) double timePower) {}
