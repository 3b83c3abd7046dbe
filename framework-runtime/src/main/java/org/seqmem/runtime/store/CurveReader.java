// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

/** Told of curves as they are read. */
@FunctionalInterface
public interface CurveReader {

    /**
     * A curve.
     *
     * @param trialId the trial that it was measured on
     * @param name its name, {@code metric.curve}
     * @param points its values; the reader may keep the array
     */
    void curve(String trialId, String name, double[] points);
}
