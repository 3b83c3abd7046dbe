// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.config.AtLeast;

/**
 * The relative positions of T5.
 *
 * @param buckets N, how many numbers a head has, even
 * @param maxDistance M, from where on all distances are alike
 */
public record T5RelativeConfig(@AtLeast(2) int buckets, int maxDistance) {

    /**
     * @throws IllegalArgumentException if the buckets are odd, or half of them reach beyond the
     *     greatest distance
     */
    public T5RelativeConfig {
        if (buckets % 2 != 0) {
            throw new IllegalArgumentException("buckets must be even, but are " + buckets);
        }
        if (maxDistance <= buckets / 2) {
            throw new IllegalArgumentException(
                    "max-distance must be above half the buckets, "
                            + buckets / 2
                            + ", but is "
                            + maxDistance);
        }
    }

    /** The bucket of a distance. */
    int bucket(int distance) {
        int exact = buckets / 2;
        if (distance < exact) {
            return distance;
        }
        double place =
                StrictMath.log((double) distance / exact)
                        / StrictMath.log((double) maxDistance / exact);
        return (int) Math.min(buckets - 1L, exact + (long) Math.floor(place * exact));
    }
}
