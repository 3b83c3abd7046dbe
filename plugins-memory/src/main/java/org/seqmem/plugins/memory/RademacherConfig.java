// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;

/**
 * Coin flips.
 *
 * @param variance of every value, which is plus or minus its square root
 */
public record RademacherConfig(@GreaterThan(0) double variance) {}
